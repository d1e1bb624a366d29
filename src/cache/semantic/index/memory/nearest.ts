import type { Arena } from './arena.js';
import { PAIR_BYTES, TRIPLE_BYTES } from './kernels.js';
import type { RowBlocks } from './row-blocks.js';
import { CANDIDATES, CANDIDATES_END, HISTOGRAM, MAX_CANDIDATES, QUERY, QUERY_SKETCH } from './scratch.js';

/** Takes the row with this number and dot product; called for those only that are better than the worst so far. */
export type Offer = (row: number, dot: number) => void;

/** How many of the nearest sketches are compared exactly, at least, and as a part of all. */
const MIN_CANDIDATES = 512;
const CANDIDATES_OF_ROWS = 1 / 128;

/** Offers every row that is better than the worst. The query is in the scratch. */
export function offerAll(
  arena: Arena,
  blocks: RowBlocks,
  best: { readonly worst: number },
  offer: Offer,
): void {
  const { kernels, int32 } = arena;
  for (const block of blocks.blocks) {
    const count = blocks.filled(block);
    kernels.dots(QUERY, block.address, count, blocks.rowBytes, block.results);
    const end = kernels.above(block.results, count, best.worst, block.first, CANDIDATES);
    for (let at = CANDIDATES / 4; at < end / 4; at += PAIR_BYTES / 4) {
      const dot = int32[at + 1] as number;
      if (dot > best.worst) offer(int32[at] as number, dot);
    }
  }
}

/** Offers the better ones of the rows whose sketches are nearest. The query and its sketch are in the scratch. */
export function offerCandidates(
  arena: Arena,
  blocks: RowBlocks,
  count: number,
  best: { readonly worst: number },
  offer: Offer,
): void {
  const { kernels, int32 } = arena;
  const bits = blocks.sketchBytes * 8;
  int32.fill(0, HISTOGRAM / 4, HISTOGRAM / 4 + bits + 1);
  for (const block of blocks.blocks) {
    const rows = blocks.filled(block);
    kernels.distances(QUERY_SKETCH, block.sketches, rows, blocks.sketchBytes, block.results, HISTOGRAM);
  }

  const wanted = Math.min(
    Math.max(count, MIN_CANDIDATES, Math.ceil(blocks.count * CANDIDATES_OF_ROWS)),
    MAX_CANDIDATES,
    blocks.count,
  );
  // The distance up to which there are as many rows as wanted.
  let limit = -1;
  let within = 0;
  let below = 0;
  while (within < wanted) {
    below = within;
    limit++;
    within += int32[HISTOGRAM / 4 + limit] as number;
  }
  // Thousands may be at just this distance (equal questions have equal sketches): then first all nearer ones, so that
  // what is cut off is of the farthest.
  const passes: [number, number][] =
    within <= MAX_CANDIDATES || below === 0
      ? [[0, limit]]
      : [
          [0, limit - 1],
          [limit, limit],
        ];
  let end = CANDIDATES;
  for (const [least, most] of passes) {
    for (const { address, results, first, capacity } of blocks.blocks) {
      const rows = Math.min(capacity, blocks.count - first);
      end = kernels.select(results, rows, least, most, address, blocks.rowBytes, first, end, CANDIDATES_END);
    }
  }

  kernels.dotsOf(QUERY, CANDIDATES, (end - CANDIDATES) / TRIPLE_BYTES, blocks.rowBytes);
  for (let at = CANDIDATES / 4; at < end / 4; at += TRIPLE_BYTES / 4) {
    const dot = int32[at + 2] as number;
    if (dot > best.worst) offer(int32[at + 1] as number, dot);
  }
}
