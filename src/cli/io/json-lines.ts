import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type z } from 'zod';
import { InputError } from '../cli.error.js';

/** One line of a file, as its schema reads it. */
export interface JsonLine<T> {
  /** Counted from 1, blank lines included, as editors do. */
  readonly line: number;
  readonly value: T;
}

/**
 * Reads a file of one JSON object a line. Blank lines are passed over. Messages name file, line and field, and quote
 * nothing of the file: it may hold what somebody asked about a patient.
 *
 * @throws InputError for the first line that is wrong, for a file without lines, and for one that cannot be read.
 */
export async function readJsonLines<T>(
  path: string,
  schema: z.ZodType<T>,
  signal: AbortSignal,
): Promise<JsonLine<T>[]> {
  const lines: JsonLine<T>[] = [];
  const stream = createReadStream(path, { encoding: 'utf8', signal });
  // An error of the stream does not end the iteration over its lines, in every version of Node; so it is kept.
  const failure = new Promise<never>((_, reject) => stream.once('error', reject));
  const reading = (async () => {
    let number = 0;
    for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
      number++;
      // A byte order mark is what some editors begin a file with.
      const line = number === 1 ? text.replace(/^\uFEFF/, '') : text;
      if (line.trim() !== '') lines.push({ line: number, value: readLine(path, number, line, schema) });
    }
  })();
  try {
    await Promise.race([reading, failure]);
  } catch (error) {
    stream.destroy();
    signal.throwIfAborted();
    throw error instanceof InputError ? error : new InputError(path, undefined, reasonOf(error));
  }
  if (lines.length === 0) throw new InputError(path, undefined, 'has no lines.');
  return lines;
}

function readLine<T>(path: string, number: number, text: string, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InputError(path, number, 'is not JSON; one object is expected on each line.');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new InputError(path, number, 'is not a JSON object.');
  }
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = issue?.path[0];
  if (field === undefined) throw new InputError(path, number, issue?.message ?? 'is not as expected.');
  const missing = !Object.hasOwn(json, field);
  throw new InputError(
    path,
    number,
    missing ? `field "${String(field)}" is missing.` : `field "${String(field)}" ${issue?.message ?? ''}.`,
  );
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file.';
  if (code === 'EISDIR') return 'is a folder, not a file.';
  if (code === 'EACCES') return 'may not be read.';
  return `cannot be read: ${code ?? message}.`;
}
