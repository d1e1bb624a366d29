import type {
  Citation,
  Findings,
  Passage,
  Question,
  Sentence,
  Terms,
  WrittenAnswer,
} from '../agent.types.js';
import { AnswerWriter } from './answer.writer.js';

const MAX_SENTENCES = 4;
/** The best sentence must hold this part of what was asked, by weight; less would pass for an answer and be none. */
const ENOUGH = 0.35;
/** A sentence is told only if it is at least this near to the best one. */
const NEAR_BEST = 0.5;
/** How much the newest note counts for against the oldest, in parts of the best match. */
const RECENCY = 0.2;

interface Candidate {
  readonly passage: Passage;
  readonly sentence: Sentence;
  readonly score: number;
}

/** Answers in the notes' own words: the sentences that hold most of what was asked, newest first, each dated. */
export class ExtractiveWriter extends AnswerWriter {
  readonly model = 'extractive-1';

  write(_question: Question, { terms, passages }: Findings): Promise<WrittenAnswer | undefined> {
    const chosen = terms.size === 0 ? digestOfNewest(passages) : bestSentences(terms, passages);
    if (chosen.length === 0) return Promise.resolve(undefined);
    return Promise.resolve({ answer: render(chosen), citations: chosen.map(toCitation) });
  }
}

function bestSentences(terms: Terms, passages: readonly Passage[]): Candidate[] {
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
    .map(({ passage, sentence, overlap }): Candidate => {
      const age = (dates.indexOf(passage.sessionDate) + 1) / dates.length;
      return { passage, sentence, score: overlap + RECENCY * bestMatch * age };
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
    .slice(0, MAX_SENTENCES)
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

/** "How is she doing?" has no word to look for: the beginning of each field of the newest note tells most. */
function digestOfNewest(passages: readonly Passage[]): Candidate[] {
  const newest = passages.reduce<Passage | undefined>(
    (latest, passage) =>
      latest === undefined || passage.sessionDate > latest.sessionDate ? passage : latest,
    undefined,
  );
  return passages
    .filter(({ sessionId }) => sessionId === newest?.sessionId)
    .flatMap((passage) => passage.sentences.slice(0, 1).map((sentence) => ({ passage, sentence, score: 0 })));
}

/** Newest first; within a date the order of the notes and of their fields, which sorting keeps. */
function byDateThenPlace(a: Candidate, b: Candidate): number {
  return b.passage.sessionDate.localeCompare(a.passage.sessionDate);
}

function render(chosen: readonly Candidate[]): string {
  const several = new Set(chosen.map(({ passage }) => passage.clientId)).size > 1;
  const name = chosen[0]?.passage.clientName ?? '';
  const lines = chosen.map(({ passage, sentence }, index) => {
    const who = several ? `${passage.clientName}, ` : '';
    return `- ${who}${passage.sessionDate}, ${passage.field}: ${sentence.text} [${String(index + 1)}]`;
  });
  return [several ? 'The notes say:' : `The notes of ${name} say:`, ...lines].join('\n');
}

function toCitation({ passage, sentence }: Candidate): Citation {
  const { sessionId, clientId, sessionDate, field } = passage;
  return { sessionId, clientId, sessionDate, field, excerpt: sentence.text };
}
