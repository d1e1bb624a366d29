import { z } from 'zod';
import { readJsonLines } from '../io/json-lines.js';

/** A question as it was asked, and which answer is the right one for it. */
export interface StreamItem {
  readonly text: string;
  /** Equal keys: one answer serves both questions. */
  readonly answerKey: string;
}

const line = z.object({
  text: z.string('must be a text').trim().min(1, 'is empty'),
  answerKey: z.string('must be a text').min(1, 'is empty'),
});

/**
 * Reads `{ text, answerKey }`, one a line, in the order in which they were asked.
 *
 * @throws InputError
 */
export async function readStream(path: string, signal: AbortSignal): Promise<StreamItem[]> {
  const lines = await readJsonLines(path, line, signal);
  return lines.map(({ value }) => value);
}
