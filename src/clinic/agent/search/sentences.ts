const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The sentences of a text, trimmed; line breaks end a sentence too, as in lists. */
export function splitSentences(text: string): string[] {
  return text
    .split(/\r?\n/u)
    .flatMap((line) => [...segmenter.segment(line)].map(({ segment }) => segment.trim()))
    .filter((sentence) => sentence !== '');
}
