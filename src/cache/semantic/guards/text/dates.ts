import { type Piece } from './pieces.js';

const MONTHS: ReadonlyMap<string, number> = new Map(
  (
    'january jan february feb march mar april apr may june jun july jul august aug september sep sept ' +
    'october oct november nov december dec'
  )
    .split(' ')
    .reduce<[string, number][]>((list, name) => {
      const number =
        ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].indexOf(
          name.slice(0, 3),
        ) + 1;
      return [...list, [name, number]];
    }, []),
);
const WEEKDAYS: ReadonlyMap<string, number> = new Map(
  'monday mon tuesday tue tues wednesday wed thursday thu thurs friday fri saturday sat sunday sun'
    .split(' ')
    .map((name) => [name, ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(name.slice(0, 3))]),
);
const RELATIVE = /^(?:today|tonight|tomorrow|yesterday|overnight)$/;
const SHIFT: Readonly<Record<string, string>> = {
  last: 'last',
  past: 'last',
  previous: 'last',
  next: 'next',
  coming: 'next',
  upcoming: 'next',
  following: 'next',
  this: 'this',
};
const PERIOD =
  /^(?:week|weekend|month|quarter|year|decade|century|semester|season|night|evening|morning|afternoon|spring|summer|autumn|winter)$/;
const MONTH_BEFORE =
  /^(?:in|of|since|until|till|by|from|to|last|next|this|early|late|mid|before|after|every|during|and|or|for|on)$/;
/** Words that are also something else, and are dates only in a date's surroundings. */
const AMBIGUOUS = /^(?:may|march|mar|jan|dec|sat|sun|wed|mon|sep)$/;

/** The date that begins at `at`, and how many pieces it takes. */
export function dateAt(
  pieces: readonly Piece[],
  at: number,
): { concept: string; length: number } | undefined {
  const piece = pieces[at] as Piece;
  if (piece.kind === 'month') return { concept: piece.word, length: 1 };
  if (/^q[1-4]$/.test(piece.word)) return { concept: piece.word, length: 1 };
  if (piece.kind !== 'word') return undefined;
  const { word } = piece;
  if (RELATIVE.test(word)) return { concept: word === 'tonight' ? 'this-night' : word, length: 1 };
  const next = pieces[at + 1];
  const shift = SHIFT[word];
  if (shift !== undefined && next !== undefined && PERIOD.test(next.word)) {
    return { concept: `${shift}-${next.word}`, length: 2 };
  }
  const month = MONTHS.get(word);
  const weekday = WEEKDAYS.get(word.replace(/days$/, 'day'));
  if (month === undefined && weekday === undefined) return undefined;
  if (AMBIGUOUS.test(word) && !amongDates(pieces, at)) return undefined;
  const shifted = SHIFT[pieces[at - 1]?.word ?? ''] ?? '';
  return {
    concept: month === undefined ? `${shifted}weekday${weekday}` : `${shifted}month${month}`,
    length: 1,
  };
}

function amongDates(pieces: readonly Piece[], at: number): boolean {
  const before = pieces[at - 1];
  const after = pieces[at + 1];
  return (
    before?.kind === 'number' ||
    after?.kind === 'number' ||
    (before !== undefined && MONTH_BEFORE.test(before.word))
  );
}
