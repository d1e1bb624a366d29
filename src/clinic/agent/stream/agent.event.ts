import type { Citation } from '../agent.types.js';

/** What happens while an answer is written; true of a replayed answer as well. */
export type AgentEvent =
  /** The next piece of the answer; all pieces joined are the answer. */
  | { readonly type: 'text'; readonly text: string }
  /** Where the answer stands in the notes, once it is written. */
  | { readonly type: 'citations'; readonly citations: readonly Citation[] }
  /** The end. A stream without it is not a whole answer. */
  | { readonly type: 'done'; readonly found: boolean; readonly model: string };
