;; The inner loops of the memory index. scripts/build-kernels.mjs compiles this file into kernels.wasm.ts.
;;
;; All addresses are bytes of the one memory that the host gives. Rows are int16 numbers of unit vectors, scaled by
;; 2^15 - 1 and padded with zeros to a multiple of 64 bytes; a dot product of two therefore stays below 2^30 by the
;; Cauchy-Schwarz inequality, and so does every partial sum of it: int32 lanes cannot overflow.
(module
  (import "host" "memory" (memory 1 65536))

  ;; The four lanes of a vector, added up.
  (func $sum (param $lanes v128) (result i32)
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $lanes)) (i32x4.extract_lane 1 (local.get $lanes)))
      (i32.add (i32x4.extract_lane 2 (local.get $lanes)) (i32x4.extract_lane 3 (local.get $lanes)))))

  ;; The dot product of the query and one row.
  (func $dot (param $query i32) (param $row i32) (param $bytes i32) (result i32)
    (local $end i32) (local $a v128)
    (local.set $end (i32.add (local.get $query) (local.get $bytes)))
    (loop $next
      (local.set $a (i32x4.add (local.get $a)
        (i32x4.dot_i16x8_s (v128.load (local.get $query)) (v128.load (local.get $row)))))
      (local.set $query (i32.add (local.get $query) (i32.const 16)))
      (local.set $row (i32.add (local.get $row) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $query) (local.get $end))))
    (call $sum (local.get $a)))

  ;; The dot products of the query and four rows, stored `step` bytes apart. Four at a time, so that one load of the
  ;; query serves four, and so that four sums, or four waits for the memory, go on at once.
  (func $dotFour
    (param $query i32) (param $r0 i32) (param $r1 i32) (param $r2 i32) (param $r3 i32) (param $bytes i32)
    (param $out i32) (param $step i32)
    (local $end i32) (local $q v128) (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $end (i32.add (local.get $query) (local.get $bytes)))
    (loop $next
      (local.set $q (v128.load (local.get $query)))
      (local.set $a (i32x4.add (local.get $a)
        (i32x4.dot_i16x8_s (local.get $q) (v128.load (local.get $r0)))))
      (local.set $b (i32x4.add (local.get $b)
        (i32x4.dot_i16x8_s (local.get $q) (v128.load (local.get $r1)))))
      (local.set $c (i32x4.add (local.get $c)
        (i32x4.dot_i16x8_s (local.get $q) (v128.load (local.get $r2)))))
      (local.set $d (i32x4.add (local.get $d)
        (i32x4.dot_i16x8_s (local.get $q) (v128.load (local.get $r3)))))
      (local.set $q (v128.load offset=16 (local.get $query)))
      (local.set $a (i32x4.add (local.get $a)
        (i32x4.dot_i16x8_s (local.get $q) (v128.load offset=16 (local.get $r0)))))
      (local.set $b (i32x4.add (local.get $b)
        (i32x4.dot_i16x8_s (local.get $q) (v128.load offset=16 (local.get $r1)))))
      (local.set $c (i32x4.add (local.get $c)
        (i32x4.dot_i16x8_s (local.get $q) (v128.load offset=16 (local.get $r2)))))
      (local.set $d (i32x4.add (local.get $d)
        (i32x4.dot_i16x8_s (local.get $q) (v128.load offset=16 (local.get $r3)))))
      (local.set $q (v128.load offset=32 (local.get $query)))
      (local.set $a (i32x4.add (local.get $a)
        (i32x4.dot_i16x8_s (local.get $q) (v128.load offset=32 (local.get $r0)))))
      (local.set $b (i32x4.add (local.get $b)
        (i32x4.dot_i16x8_s (local.get $q) (v128.load offset=32 (local.get $r1)))))
      (local.set $c (i32x4.add (local.get $c)
        (i32x4.dot_i16x8_s (local.get $q) (v128.load offset=32 (local.get $r2)))))
      (local.set $d (i32x4.add (local.get $d)
        (i32x4.dot_i16x8_s (local.get $q) (v128.load offset=32 (local.get $r3)))))
      (local.set $q (v128.load offset=48 (local.get $query)))
      (local.set $a (i32x4.add (local.get $a)
        (i32x4.dot_i16x8_s (local.get $q) (v128.load offset=48 (local.get $r0)))))
      (local.set $b (i32x4.add (local.get $b)
        (i32x4.dot_i16x8_s (local.get $q) (v128.load offset=48 (local.get $r1)))))
      (local.set $c (i32x4.add (local.get $c)
        (i32x4.dot_i16x8_s (local.get $q) (v128.load offset=48 (local.get $r2)))))
      (local.set $d (i32x4.add (local.get $d)
        (i32x4.dot_i16x8_s (local.get $q) (v128.load offset=48 (local.get $r3)))))
      (local.set $r0 (i32.add (local.get $r0) (i32.const 64)))
      (local.set $r1 (i32.add (local.get $r1) (i32.const 64)))
      (local.set $r2 (i32.add (local.get $r2) (i32.const 64)))
      (local.set $r3 (i32.add (local.get $r3) (i32.const 64)))
      (local.set $query (i32.add (local.get $query) (i32.const 64)))
      (br_if $next (i32.lt_u (local.get $query) (local.get $end))))
    ;; The sixteen lanes become four sums in one vector: first even and odd lanes of two rows, then of two pairs.
    (local.set $a (i32x4.add
      (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $a) (local.get $b))
      (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $a) (local.get $b))))
    (local.set $c (i32x4.add
      (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $c) (local.get $d))
      (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $c) (local.get $d))))
    (local.set $a (i32x4.add
      (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $a) (local.get $c))
      (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $a) (local.get $c))))
    (v128.store32_lane 0 (local.get $out) (local.get $a))
    (local.set $out (i32.add (local.get $out) (local.get $step)))
    (v128.store32_lane 1 (local.get $out) (local.get $a))
    (local.set $out (i32.add (local.get $out) (local.get $step)))
    (v128.store32_lane 2 (local.get $out) (local.get $a))
    (local.set $out (i32.add (local.get $out) (local.get $step)))
    (v128.store32_lane 3 (local.get $out) (local.get $a)))

  ;; out[i] = the dot product of the query and row i, for `count` rows that lie behind one another.
  (func (export "dots") (param $query i32) (param $rows i32) (param $count i32) (param $bytes i32) (param $out i32)
    (local $last i32) (local $r1 i32) (local $r2 i32) (local $r3 i32)
    (local.set $last (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
    (block $fewer
      (loop $four
        (br_if $fewer (i32.gt_u (i32.add (local.get $out) (i32.const 16)) (local.get $last)))
        (local.set $r1 (i32.add (local.get $rows) (local.get $bytes)))
        (local.set $r2 (i32.add (local.get $r1) (local.get $bytes)))
        (local.set $r3 (i32.add (local.get $r2) (local.get $bytes)))
        (call $dotFour
          (local.get $query) (local.get $rows) (local.get $r1) (local.get $r2) (local.get $r3) (local.get $bytes)
          (local.get $out) (i32.const 4))
        (local.set $rows (i32.add (local.get $r3) (local.get $bytes)))
        (local.set $out (i32.add (local.get $out) (i32.const 16)))
        (br $four)))
    (block $done
      (loop $one
        (br_if $done (i32.ge_u (local.get $out) (local.get $last)))
        (i32.store (local.get $out) (call $dot (local.get $query) (local.get $rows) (local.get $bytes)))
        (local.set $rows (i32.add (local.get $rows) (local.get $bytes)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (br $one))))

  ;; Appends a pair of int32 (number of the row, its dot product) at `pairs` for every result above `least`, the first
  ;; row's number being `number`; gives the address behind the last pair. The column of results has room for a multiple
  ;; of four; few of any four are above.
  (func (export "above")
    (param $results i32) (param $count i32) (param $least i32) (param $number i32) (param $pairs i32) (result i32)
    (local $last i32) (local $four i32) (local $limits v128)
    (local.set $last (i32.add (local.get $results) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $limits (i32x4.splat (local.get $least)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $results) (local.get $last)))
        (local.set $four (i32.add (local.get $results) (i32.const 16)))
        (if (v128.any_true (i32x4.gt_s (v128.load (local.get $results)) (local.get $limits)))
          (then
            (if (i32.gt_u (local.get $four) (local.get $last)) (then (local.set $four (local.get $last))))
            (loop $one
              (if (i32.gt_s (i32.load (local.get $results)) (local.get $least))
                (then
                  (i32.store (local.get $pairs) (local.get $number))
                  (i32.store offset=4 (local.get $pairs) (i32.load (local.get $results)))
                  (local.set $pairs (i32.add (local.get $pairs) (i32.const 8)))))
              (local.set $number (i32.add (local.get $number) (i32.const 1)))
              (local.set $results (i32.add (local.get $results) (i32.const 4)))
              (br_if $one (i32.lt_u (local.get $results) (local.get $four)))))
          (else
            (local.set $number (i32.add (local.get $number) (i32.const 4)))
            (local.set $results (local.get $four))))
        (br $next)))
    (local.get $pairs))

  ;; The same for candidates anywhere in the memory: triples of 12 bytes (address of the row, number of the row, and
  ;; the place for the dot product).
  (func (export "dotsOf") (param $query i32) (param $triples i32) (param $count i32) (param $bytes i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $triples) (i32.mul (local.get $count) (i32.const 12))))
    (block $fewer
      (loop $four
        (br_if $fewer (i32.gt_u (i32.add (local.get $triples) (i32.const 48)) (local.get $end)))
        (call $dotFour
          (local.get $query)
          (i32.load (local.get $triples)) (i32.load offset=12 (local.get $triples))
          (i32.load offset=24 (local.get $triples)) (i32.load offset=36 (local.get $triples))
          (local.get $bytes) (i32.add (local.get $triples) (i32.const 8)) (i32.const 12))
        (local.set $triples (i32.add (local.get $triples) (i32.const 48)))
        (br $four)))
    (block $done
      (loop $one
        (br_if $done (i32.ge_u (local.get $triples) (local.get $end)))
        (i32.store offset=8 (local.get $triples)
          (call $dot (local.get $query) (i32.load (local.get $triples)) (local.get $bytes)))
        (local.set $triples (i32.add (local.get $triples) (i32.const 12)))
        (br $one))))

  ;; out[i] = in how many bits the query's sketch and sketch i differ, for `count` sketches of `bytes` bytes, a
  ;; multiple of 32. Each distance is counted in the histogram. Word by word: i64.popcnt is one instruction of most
  ;; machines, which the popcnt of 16 lanes is not.
  (func (export "distances")
    (param $query i32) (param $sketches i32) (param $count i32) (param $bytes i32) (param $out i32) (param $histogram i32)
    (local $last i32) (local $at i32) (local $end i32) (local $bits i64) (local $slot i32)
    (local.set $last (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $end (i32.add (local.get $query) (local.get $bytes)))
    (block $done
      (loop $one
        (br_if $done (i32.ge_u (local.get $out) (local.get $last)))
        (local.set $bits (i64.const 0))
        (local.set $at (local.get $query))
        (loop $next
          (local.set $bits (i64.add (local.get $bits) (i64.add
            (i64.add
              (i64.popcnt (i64.xor (i64.load (local.get $at)) (i64.load (local.get $sketches))))
              (i64.popcnt (i64.xor (i64.load offset=8 (local.get $at)) (i64.load offset=8 (local.get $sketches)))))
            (i64.add
              (i64.popcnt (i64.xor (i64.load offset=16 (local.get $at)) (i64.load offset=16 (local.get $sketches))))
              (i64.popcnt (i64.xor (i64.load offset=24 (local.get $at)) (i64.load offset=24 (local.get $sketches))))))))
          (local.set $sketches (i32.add (local.get $sketches) (i32.const 32)))
          (local.set $at (i32.add (local.get $at) (i32.const 32)))
          (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
        (i32.store (local.get $out) (i32.wrap_i64 (local.get $bits)))
        (local.set $slot (i32.add (local.get $histogram) (i32.shl (i32.wrap_i64 (local.get $bits)) (i32.const 2))))
        (i32.store (local.get $slot) (i32.add (i32.load (local.get $slot)) (i32.const 1)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (br $one))))

  ;; Appends a triple for every row whose distance is from `least` to `most`, up to the address `full`; gives the
  ;; address behind the last one. The column of distances has room for a multiple of four; few of any four are near.
  (func (export "select")
    (param $distances i32) (param $count i32) (param $least i32) (param $most i32)
    (param $row i32) (param $bytes i32) (param $number i32) (param $triples i32) (param $full i32) (result i32)
    (local $last i32) (local $four i32) (local $distance i32) (local $limits v128)
    (local.set $last (i32.add (local.get $distances) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $limits (i32x4.splat (local.get $most)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $distances) (local.get $last)))
        (local.set $four (i32.add (local.get $distances) (i32.const 16)))
        (if (v128.any_true (i32x4.le_u (v128.load (local.get $distances)) (local.get $limits)))
          (then
            (if (i32.gt_u (local.get $four) (local.get $last)) (then (local.set $four (local.get $last))))
            (loop $one
              (local.set $distance (i32.load (local.get $distances)))
              (if (i32.and
                  (i32.le_u (local.get $distance) (local.get $most))
                  (i32.ge_u (local.get $distance) (local.get $least)))
                (then
                  (br_if $done (i32.ge_u (local.get $triples) (local.get $full)))
                  (i32.store (local.get $triples) (local.get $row))
                  (i32.store offset=4 (local.get $triples) (local.get $number))
                  (local.set $triples (i32.add (local.get $triples) (i32.const 12)))))
              (local.set $row (i32.add (local.get $row) (local.get $bytes)))
              (local.set $number (i32.add (local.get $number) (i32.const 1)))
              (local.set $distances (i32.add (local.get $distances) (i32.const 4)))
              (br_if $one (i32.lt_u (local.get $distances) (local.get $four)))))
          (else
            (local.set $row (i32.add (local.get $row) (i32.shl (local.get $bytes) (i32.const 2))))
            (local.set $number (i32.add (local.get $number) (i32.const 4)))
            (local.set $distances (local.get $four))))
        (br $next)))
    (local.get $triples)))
