import type { JsonValue } from '../core/canonical-json.js';

/** A piece of a document that a retriever found; any further JSON members are kept as they are. */
export interface Passage {
  /** The document it is from: `invalidateDocument` of it makes the passage untrue, and what was made from it. */
  readonly documentId: string;
}

/** What is searched for. All of it is part of the key. */
export interface RetrievalQuery {
  /** Compared in the normal form of questions. */
  readonly query: string;
  /** The index, corpus or table that is searched. */
  readonly collection: string;
  /** How many passages are wanted. */
  readonly topN?: number | undefined;
  /** Whatever else narrows the search; any JSON. */
  readonly filters?: JsonValue | undefined;
}

/** The documents of the passages, each once; `undefined` if one of them does not say where it is from. */
export function documentsOf(passages: readonly Passage[]): string[] | undefined {
  const ids = new Set<string>();
  for (const { documentId } of passages as readonly { readonly documentId: unknown }[]) {
    if (typeof documentId !== 'string' || documentId === '') return undefined;
    ids.add(documentId);
  }
  return [...ids];
}
