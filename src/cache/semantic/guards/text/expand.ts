import { PHRASES } from '../words/phrases.js';
import { type Piece } from './pieces.js';

const CONTRACTED: ReadonlyMap<string, readonly string[]> = new Map(
  (
    "can't:can not|cant:can not|cannot:can not|won't:will not|wont:will not|shan't:shall not|ain't:is not|" +
    "don't:do not|dont:do not|doesnt:does not|didnt:did not|isnt:is not|arent:are not|wasnt:was not|werent:were not|" +
    'hasnt:has not|havent:have not|hadnt:had not|couldnt:could not|shouldnt:should not|wouldnt:would not|' +
    "let's:let us|whats:what is|wheres:where is|whos:who is|hows:how is|whens:when is|im:i am|ive:i have|id:id|" +
    'youre:you are|theyre:they are|thats:that is|theres:there is'
  )
    .split('|')
    .map((line) => {
      const [short = '', long = ''] = line.split(':');
      return [short, long.split(' ')] as const;
    }),
);
const ENDINGS: Readonly<Record<string, string>> = { re: 'are', ll: 'will', ve: 'have', m: 'am', d: 'would' };
/** After these 's is `is`; after any other word it is the genitive. */
const BEFORE_IS = /^(?:what|who|where|when|how|why|it|that|this|there|here|he|she|which)$/;

/** Writes contractions out. */
export function writeOut(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    if (piece.kind !== 'word') result.push(piece);
    else
      for (const word of wordsOf(piece.word)) result.push(word === piece.word ? piece : { ...piece, word });
  }
  return result;
}

function wordsOf(written: string): readonly string[] {
  const word = written.replaceAll('’', "'");
  const whole = CONTRACTED.get(word);
  if (whole !== undefined) return whole;
  const at = word.indexOf("'");
  if (at < 0) return [word];
  if (word.endsWith("n't")) return [word.slice(0, -3), 'not'];
  const [head, tail] = [word.slice(0, at), word.slice(at + 1)];
  if (tail === 's') return BEFORE_IS.test(head) ? [head, 'is'] : [head];
  const ending = ENDINGS[tail];
  return ending === undefined ? [head + tail] : [head, ending];
}

/** Reads set phrases as the word they mean. */
export function joinPhrases(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at] as Piece;
    const phrase = PHRASES.get(piece.word)?.find(({ words }) =>
      words.every((word, index) => pieces[at + index]?.word === word),
    );
    if (phrase === undefined) result.push(piece);
    else {
      for (const word of phrase.as) {
        const value = Number(word);
        result.push(
          Number.isNaN(value)
            ? { kind: 'word', word, proper: piece.proper }
            : { kind: 'number', word, proper: false, value },
        );
      }
      at += phrase.words.length - 1;
    }
  }
  return result;
}
