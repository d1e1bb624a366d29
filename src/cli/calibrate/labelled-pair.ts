import { z } from 'zod';
import { InputError } from '../cli.error.js';
import { readJsonLines } from '../io/json-lines.js';

/** Two questions, and whether one answer serves both. */
export interface LabelledPair {
  readonly same: boolean;
  /** Missing where only the cosine was recorded. */
  readonly texts: { readonly a: string; readonly b: string } | undefined;
  /** What the pair tests; missing or empty: none. */
  readonly category: string | undefined;
  /** Recorded with some embedding model. */
  readonly cosine: number | undefined;
}

const text = z.string('must be a text').trim().min(1, 'is empty');

const line = z.object({
  a: text.optional(),
  b: text.optional(),
  same: z.boolean('must be true or false'),
  category: z.string('must be a text').optional(),
  cosine: z.number('must be a number').min(-1, 'is below -1').max(1, 'is above 1').optional(),
});

/**
 * Reads `{ a, b, same, category?, cosine? }`, or `{ same, cosine }` without texts, one a line. All lines have texts or
 * none has, and the same of cosines: what is measured of one part of the pairs would not hold for the rest.
 *
 * @throws InputError
 */
export async function readPairs(path: string, signal: AbortSignal): Promise<LabelledPair[]> {
  const lines = await readJsonLines(path, line, signal);
  const first = lines[0]?.value;
  return lines.map(({ line: number, value: { a, b, same, category, cosine } }) => {
    const wrong = (message: string): InputError => new InputError(path, number, message);
    if ((a === undefined) !== (b === undefined)) {
      throw wrong(`field "${a === undefined ? 'a' : 'b'}" is missing.`);
    }
    if (a === undefined && cosine === undefined) {
      throw wrong('fields "a" and "b" are missing, and there is no recorded "cosine" either.');
    }
    if ((a === undefined) !== (first?.a === undefined)) {
      throw wrong(`has ${a === undefined ? 'no texts' : 'texts'}, unlike the first pair.`);
    }
    if ((cosine === undefined) !== (first?.cosine === undefined)) {
      throw wrong(`has ${cosine === undefined ? 'no' : 'a'} recorded cosine, unlike the first pair.`);
    }
    const texts = a === undefined || b === undefined ? undefined : { a, b };
    return { same, texts, category: category === '' ? undefined : category, cosine };
  });
}
