import type { Progress } from './io/progress.js';

/** What a command has of the process around it. */
export interface CommandContext {
  /** Aborts when the user ends the command. */
  readonly signal: AbortSignal;
  /** To stdout; results only. */
  print(text: string): void;
  /** A bar on stderr, if somebody sees it or `asked` is true. */
  progress(asked: boolean | undefined): Progress;
}
