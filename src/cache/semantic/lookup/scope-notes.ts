import type { ScopeAddress } from '../../core/address.js';
import type { ScopedStore } from '../../store/scoped-store.js';
import type { Observation } from '../decision/decision.types.js';

/** Pairs that one question can be kept apart from; one with more is answered by no similar question at all. */
const MAX_REJECTED = 64;
/** The learned bound needs the younger ones. */
const MAX_OBSERVATIONS = 128;
const OBSERVATION_BYTES = 17;

/** What is known of a question, and of the entries that might answer it. */
export interface PairNotes {
  /** Whether somebody has said that this question's answer is another one. */
  isRejected(tag: string): boolean;
  /** What was learned about the entry in this field that was created then. */
  observations(field: string, createdAt: number): readonly Observation[];
}

/**
 * What the semantic layer keeps in a scope: pairs of questions that were rejected, by question, and observations, by
 * entry. Both are kept with the scope's incarnation, so they are gone when its entries are.
 */
export class ScopeNotes {
  constructor(private readonly store: Pick<ScopedStore, 'note' | 'notes'>) {}

  /** Keeps two questions apart. Where the scope has no entries, there is nothing to keep apart. */
  async reject(scope: ScopeAddress, one: string, other: string): Promise<void> {
    for (const [tag, from] of [
      [one, other],
      [other, one],
    ] as const) {
      const note = Buffer.from(from, 'base64url');
      await this.store.note({ scope, name: `r:${tag}`, note, max: MAX_REJECTED });
    }
  }

  async observe(
    scope: ScopeAddress,
    field: string,
    createdAt: number,
    observation: Observation,
  ): Promise<void> {
    const note = Buffer.alloc(OBSERVATION_BYTES);
    note.writeDoubleBE(createdAt, 0);
    note.writeDoubleBE(observation.similarity, 8);
    note[16] = observation.same ? 1 : 0;
    await this.store.note({ scope, name: `o:${field}`, note, max: MAX_OBSERVATIONS });
  }

  /** In one round trip. */
  async read(scope: ScopeAddress, tag: string, fields: readonly string[]): Promise<PairNotes> {
    const [rejected = [], ...observed] = await this.store.notes(scope, [
      `r:${tag}`,
      ...fields.map((field) => `o:${field}`),
    ]);
    const tags = new Set(rejected.map((note) => note.toString('base64url')));
    return {
      isRejected: (other) => tags.has(other) || rejected.length >= MAX_REJECTED,
      observations: (field, createdAt) =>
        (observed[fields.indexOf(field)] ?? [])
          .filter((note) => note.length === OBSERVATION_BYTES && note.readDoubleBE(0) === createdAt)
          .map((note) => ({ similarity: note.readDoubleBE(8), same: note[16] === 1 })),
    };
  }
}
