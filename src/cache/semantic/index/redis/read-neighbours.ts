import type { Neighbour } from '../vector-index.js';

/**
 * What VSIM WITHSCORES replied: element, score, element, score; RESP3 clients may make a map or pairs of it. A score
 * is (1 + cosine) / 2, so that 0.5 is "nothing in common" and no similarity of a half. What has no score, because
 * somebody wrote a vector without a direction, is no neighbour.
 */
export function readNeighbours(reply: unknown): Neighbour[] {
  const flat = (reply instanceof Map ? [...(reply as Map<unknown, unknown>)] : (reply as unknown[])).flat();
  const neighbours: Neighbour[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) {
    const cosine = 2 * Number(String(flat[i + 1])) - 1;
    if (Number.isNaN(cosine)) continue;
    // Rounding gives 1.0000001 for equal vectors.
    neighbours.push({ pointer: String(flat[i]), similarity: Math.min(1, Math.max(-1, cosine)) });
  }
  return neighbours;
}
