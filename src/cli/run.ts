import { CommanderError } from 'commander';
import { CacheConfigurationError } from '../cache/core/errors.js';
import { CliError, EXIT, type ExitCode } from './cli.error.js';
import type { CommandContext } from './context.js';
import { createProgress, type Progress } from './io/progress.js';
import { createProgram } from './program.js';

/** The process around the command line. */
export interface Surroundings {
  readonly version: string;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Aborts when the user ends the command. */
  readonly signal: AbortSignal;
}

/** Runs one command line to its end and resolves to what the process should end with. Never rejects. */
export async function run(
  argv: readonly string[],
  { version, stdout, stderr, signal }: Surroundings,
): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  let progress: Progress | undefined;
  const context: CommandContext = {
    signal,
    print: (text) => void stdout.write(`${text}\n`),
    progress: (asked) => (progress = createProgress(asked, stderr)),
  };
  try {
    await createProgram(version, context, (ended) => (code = ended)).parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    // Before anything else is written: a bar hides the cursor while it is there.
    progress?.end();
    if (signal.aborted) return EXIT.interrupted;
    // Commander has said it already. Asking for help is no error, except where a command was missing.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    stderr.write(`nestjs-ai-cache: ${messageOf(error)}\n`);
    if (error instanceof CacheConfigurationError) return EXIT.usage;
    return error instanceof CliError ? error.exitCode : EXIT.failed;
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message.replace(/^nestjs-ai-cache: /, '');
}
