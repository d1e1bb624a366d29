import { splitSentences } from './sentences.js';

describe('splitSentences', () => {
  it('keeps doses and measures together and ends at lines', () => {
    expect(splitSentences('Girth 39.5 cm. Pain 3/10!\n- walk daily\r\n\n  Review? ')).toEqual([
      'Girth 39.5 cm.',
      'Pain 3/10!',
      '- walk daily',
      'Review?',
    ]);
  });
});
