/** What the process ends with. */
export const EXIT = {
  ok: 0,
  /** Something failed on the way, or a target was not reached. */
  failed: 1,
  /** The command line or an input file is wrong. */
  usage: 2,
  /** Ended by the user, as shells count a SIGINT. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An end that the user is told of in one message, without a stack. */
export class CliError extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode = EXIT.failed,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'CliError';
  }
}

/** The command line is wrong. */
export class UsageError extends CliError {
  constructor(message: string) {
    super(message, EXIT.usage);
  }
}

/** A file that was given is wrong; the message begins with the file, and with the line where there is one. */
export class InputError extends CliError {
  constructor(path: string, line: number | undefined, message: string) {
    super(`${path}${line === undefined ? '' : `:${line}`}: ${message}`, EXIT.usage);
  }
}
