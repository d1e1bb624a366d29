import type { Neighbour } from '../index/vector-index.js';

/** Indexes and embedders may be the application's own: what they answer must not fail the request that asked. */

/** The neighbours that are some. @throws TypeError for what is no list. */
export function believableNeighbours(answer: unknown): readonly Neighbour[] {
  if (!Array.isArray(answer)) throw new TypeError('The index gave no list of neighbours.');
  return answer.filter(isNeighbour);
}

/** @throws TypeError for what is no vector. */
export function believableVector(answer: unknown): Float32Array {
  const isVector = answer instanceof Float32Array && answer.length > 0 && answer.every(Number.isFinite);
  if (!isVector) throw new TypeError('The embedder gave no vector.');
  return answer;
}

function isNeighbour(item: unknown): item is Neighbour {
  if (typeof item !== 'object' || item === null) return false;
  const { pointer, similarity } = item as Partial<Neighbour>;
  return typeof pointer === 'string' && typeof similarity === 'number';
}
