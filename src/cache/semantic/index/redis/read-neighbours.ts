import type { Neighbour } from '../vector-index.js';

/**
 * What VSIM WITHSCORES replied. A score is (1 + cosine) / 2, so that 0.5 is "nothing in common" and no similarity of
 * a half. What has no score, because somebody wrote a vector without a direction, is no neighbour.
 */
export function readNeighbours(reply: unknown): Neighbour[] {
  const neighbours: Neighbour[] = [];
  for (const [element, score] of pairs(reply)) {
    const cosine = 2 * Number(String(score)) - 1;
    if (Number.isNaN(cosine)) continue;
    // Rounding gives 1.0000001 for equal vectors.
    neighbours.push({ pointer: String(element), similarity: Math.min(1, Math.max(-1, cosine)) });
  }
  return neighbours.sort((a, b) => b.similarity - a.similarity);
}

/** Element, score, element, score; a host's client that maps replies as RESP3 has them makes an object of it. */
function pairs(reply: unknown): [unknown, unknown][] {
  if (reply instanceof Map) return [...(reply as Map<unknown, unknown>)];
  if (!Array.isArray(reply)) return Object.entries(reply as Record<string, unknown>);
  const flat = reply.flat() as unknown[];
  return Array.from({ length: flat.length >> 1 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);
}
