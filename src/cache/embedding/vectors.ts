import { EmbeddingError } from './embedding.error.js';
import type { EmbeddingProvider, ProvidedEmbeddings } from './embedding-provider.js';

/**
 * The vectors of an answer, checked: as many as asked for, all of one length, which is the provider's if it names one,
 * and numbers throughout.
 *
 * @throws EmbeddingError `invalid_response`
 */
export function checkedVectors(
  provider: EmbeddingProvider,
  { vectors }: ProvidedEmbeddings,
  count: number,
): Float32Array[] {
  const refuse = (message: string): EmbeddingError =>
    new EmbeddingError(provider.name, 'invalid_response', message, { retryable: false });
  if (!Array.isArray(vectors) || vectors.length !== count) {
    throw refuse(`asked for ${count} vectors, got ${Array.isArray(vectors) ? vectors.length : 'none'}.`);
  }
  const dimensions = provider.dimensions ?? (vectors[0] as ArrayLike<number> | undefined)?.length;
  return vectors.map((vector: unknown) => {
    const numbers = toFloat32(vector);
    if (numbers === undefined) throw refuse('a vector is not a list of numbers.');
    if (numbers.length === 0 || numbers.length !== dimensions) {
      throw refuse(`expected ${String(dimensions)} dimensions, got ${numbers.length}.`);
    }
    return numbers;
  });
}

/** A copy as float32; undefined when it is not a list of finite numbers. */
export function toFloat32(vector: unknown): Float32Array | undefined {
  if (!Array.isArray(vector) && !(vector instanceof Float32Array)) return undefined;
  const members = vector as ArrayLike<unknown>;
  const numbers = new Float32Array(members.length);
  for (let i = 0; i < members.length; i++) {
    const member = members[i];
    if (typeof member !== 'number') return undefined;
    numbers[i] = member;
    // After the assignment: a double can be too large for float32.
    if (!Number.isFinite(numbers[i])) return undefined;
  }
  return numbers;
}
