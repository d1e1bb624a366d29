import { isFinish, type LLMFinishReason, type LLMStreamPart } from './llm.types.js';

/**
 * The ends of a whole reply. Everything else (`length`, `content-filter`, `error`, `interrupted`, `other`, a word
 * nobody knows yet) may have cut it short, and a cut reply kept would be served for an hour.
 */
const WHOLE = new Set(['stop', 'tool-calls']);

export function isWhole(reason: LLMFinishReason | undefined): boolean {
  return WHOLE.has(reason?.unified ?? '');
}

/** Watches a stream pass. That it ended is no proof of a whole reply: a proxy that gave up ends streams too. */
export class StreamJudge {
  private finish: LLMFinishReason | undefined;
  private failed = false;

  see(part: LLMStreamPart): void {
    if (part.type === 'error') this.failed = true;
    else if (isFinish(part)) this.finish = part.finishReason;
  }

  /** Whether what was seen is a whole reply, once the stream has ended cleanly. */
  get whole(): boolean {
    return !this.failed && isWhole(this.finish);
  }
}
