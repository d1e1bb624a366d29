import type { z } from 'zod';

/** One option: where it is in the options object, its environment variable, its default and its check. */
export interface OptionDescriptor {
  readonly path: string;
  readonly env: string;
  /** How the environment variable is written. */
  readonly format:
    'boolean' | 'text' | 'number' | 'decimal' | 'bytes' | 'duration' | 'json' | 'keys' | 'redis';
  readonly default: unknown;
  readonly schema: z.ZodType;
  /** What it must be, for the error message: "must be ...". */
  readonly expected: string;
  readonly meaning: string;
}
