import { Presets, SingleBar } from 'cli-progress';

/** Shows how far a piece of work is. */
export interface Progress {
  /** Begins a piece of work; ends the one before. */
  begin(what: string, total: number): void;
  /** So many of the total are done. */
  advance(done: number): void;
  end(): void;
}

const silent: Progress = { begin: () => undefined, advance: () => undefined, end: () => undefined };

/**
 * A bar on stderr, where results never are. Only where somebody sees it: on a terminal, or when asked for; then it is
 * written line by line if there is no terminal.
 */
export function createProgress(asked: boolean | undefined, stderr: NodeJS.WriteStream): Progress {
  if (!(asked ?? stderr.isTTY)) return silent;
  let bar: SingleBar | undefined;
  const end = (): void => {
    bar?.stop();
    bar = undefined;
  };
  return {
    begin(what, total) {
      end();
      bar = new SingleBar(
        {
          format: `${what} [{bar}] {percentage} % | {value}/{total} | {eta_formatted} left`,
          stream: stderr,
          noTTYOutput: !stderr.isTTY,
          hideCursor: true,
          // The cursor must come back whichever way this ends; main.ts ends the bar itself on SIGINT.
          gracefulExit: false,
          etaBuffer: 50,
        },
        Presets.shades_classic,
      );
      bar.start(total, 0);
    },
    advance: (done) => bar?.update(done),
    end,
  };
}
