import type { Citation, Findings, Passage, Question, WrittenAnswer } from '../agent.types.js';
import { bestSentences, type ChosenSentence } from './best.sentences.js';
import { EXTRACTIVE_MODEL } from './writer.model.js';
import { type AnswerStream, AnswerWriter } from './answer.writer.js';

/** Answers in the notes' own words: the sentences that hold most of what was asked, newest first, each dated. */
export class ExtractiveWriter extends AnswerWriter {
  readonly model = EXTRACTIVE_MODEL;

  write(_question: Question, findings: Findings): Promise<WrittenAnswer | undefined> {
    const chosen = choose(findings);
    if (chosen.length === 0) return Promise.resolve(undefined);
    return Promise.resolve({ answer: linesOf(chosen).join(''), citations: chosen.map(toCitation) });
  }

  // A generator like that of a model, though all of its pieces are there at once.
  // eslint-disable-next-line @typescript-eslint/require-await
  async *stream(_question: Question, findings: Findings): AnswerStream {
    const chosen = choose(findings);
    if (chosen.length === 0) return undefined;
    yield* linesOf(chosen);
    return chosen.map(toCitation);
  }
}

function choose(findings: Findings): ChosenSentence[] {
  return findings.terms.size === 0 ? digestOfNewest(findings.passages) : bestSentences(findings);
}

/** "How is she doing?" has no word to look for: the beginning of each field of the newest note tells most. */
function digestOfNewest(passages: readonly Passage[]): ChosenSentence[] {
  const newest = passages.reduce<Passage | undefined>(
    (latest, passage) =>
      latest === undefined || passage.sessionDate > latest.sessionDate ? passage : latest,
    undefined,
  );
  return passages
    .filter(({ sessionId }) => sessionId === newest?.sessionId)
    .flatMap((passage) => passage.sentences.slice(0, 1).map((sentence) => ({ passage, sentence })));
}

/** A heading, then a line for each sentence; joined they are the answer. */
function linesOf(chosen: readonly ChosenSentence[]): string[] {
  const several = new Set(chosen.map(({ passage }) => passage.clientId)).size > 1;
  const name = chosen[0]?.passage.clientName ?? '';
  const lines = chosen.map(({ passage, sentence }, index) => {
    const who = several ? `${passage.clientName}, ` : '';
    return `\n- ${who}${passage.sessionDate}, ${passage.field}: ${sentence.text} [${String(index + 1)}]`;
  });
  return [several ? 'The notes say:' : `The notes of ${name} say:`, ...lines];
}

function toCitation({ passage, sentence }: ChosenSentence): Citation {
  const { sessionId, clientId, sessionDate, field } = passage;
  return { sessionId, clientId, sessionDate, field, excerpt: sentence.text };
}
