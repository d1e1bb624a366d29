import type { Findings, Passage, Sentence, Terms } from '../agent.types.js';

/** The best sentence must hold this part of what was asked, by weight; less would pass for an answer and be none. */
const ENOUGH = 0.35;
/** A sentence is told only if it is at least this near to the best one. */
const NEAR_BEST = 0.5;
// What else counts, in parts of the best match: the newest note against the oldest, ...
const RECENCY = { relevance: 0.2, date: 0.6 };
/** ... a field that such answers usually stand in, ... */
const PREFERENCE = 0.25;
/** ... and a sentence that is in the question's direction against one that has nothing in common with it. */
const SIMILARITY = 0.3;

/** A sentence that is told, and where it stands. */
export interface ChosenSentence {
  readonly passage: Passage;
  readonly sentence: Sentence;
}

/** The sentences that hold most of what was asked, newest first. */
export function bestSentences({ terms, style, passages }: Findings): ChosenSentence[] {
  const all = passages.flatMap((passage) => passage.sentences.map((sentence) => ({ passage, sentence })));
  const rarity = rarities(
    terms,
    all.map(({ sentence }) => sentence),
  );
  const perfect = [...rarity.values()].reduce((sum, value) => sum + value, 0);
  const dates = [...new Set(passages.map(({ sessionDate }) => sessionDate))].sort();
  const matches = all.map(({ passage, sentence }) => {
    const words = new Set(sentence.lexemes);
    const overlap = [...rarity].reduce((sum, [term, value]) => (words.has(term) ? sum + value : sum), 0);
    return { passage, sentence, overlap };
  });
  const bestMatch = Math.max(0, ...matches.map(({ overlap }) => overlap));
  if (bestMatch < ENOUGH * perfect) return [];
  const candidates = matches
    .filter(({ overlap }) => overlap > 0)
    .map(({ passage, sentence, overlap }) => {
      const age = (dates.indexOf(passage.sessionDate) + 1) / dates.length;
      const bonus =
        RECENCY[style.order] * age +
        (style.prefers.includes(passage.field) ? PREFERENCE : 0) +
        SIMILARITY * Math.max(0, sentence.similarity ?? 0);
      return { passage, sentence, score: overlap + bestMatch * bonus };
    });
  candidates.sort((a, b) => b.score - a.score || byDateThenPlace(a, b));
  const best = candidates[0]?.score ?? 0;
  const texts = new Set<string>();
  return candidates
    .filter(({ sentence, score }) => {
      if (score < best * NEAR_BEST || texts.has(sentence.text)) return false;
      texts.add(sentence.text);
      return true;
    })
    .slice(0, style.sentences)
    .sort(byDateThenPlace);
}

/** Weight of each term: the fewer sentences hold it, the more it tells; one that none holds is missed most. */
function rarities(terms: Terms, sentences: readonly Sentence[]): Map<string, number> {
  return new Map(
    [...terms].map(([term, weight]) => {
      const holding = sentences.filter(({ lexemes }) => lexemes.includes(term)).length;
      return [term, weight * Math.log(1 + sentences.length / Math.max(1, holding))];
    }),
  );
}

/** Newest first; within a date the order of the notes and of their fields, which sorting keeps. */
function byDateThenPlace(a: ChosenSentence, b: ChosenSentence): number {
  return b.passage.sessionDate.localeCompare(a.passage.sessionDate);
}
