/**
 * A copy of the vector, of length one. Servers calculate in float32, where the square of 1e-23 is zero and that of
 * 1e20 is infinite: a vector that has a direction must not lose it there.
 *
 * @throws RangeError for a vector without a direction: empty, all zeros, or with a member that is no finite number.
 */
export function unitVector(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const member of vector) squares += member * member;
  const length = Math.sqrt(squares);
  if (!Number.isFinite(length) || length === 0) {
    throw new RangeError(`The vector (${vector.length} numbers) has no direction.`);
  }
  return vector.map((member) => member / length);
}
