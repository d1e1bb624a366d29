import type { Cohere, CohereClient } from 'cohere-ai';
import type { CohereConfig } from '../../config/clinic.config.js';
import type { Citation, Findings, Passage, Question, WrittenAnswer } from '../agent.types.js';
import { AnswerWriter, AnswerWriterError } from './answer.writer.js';
import { cohereFailure } from './cohere.errors.js';

/** Part of the model's name below: a changed prompt must not be answered from answers to the old one. */
const PROMPT_VERSION = 1;
const PROMPT = `You answer a clinician's questions about session notes (SOAP: subjective, objective, assessment, plan).
Use only the documents. Give dates, doses, sides and measures exactly as they stand there; where notes of different dates differ, the newest counts, and say its date.
If the documents do not answer the question, say so plainly. Answer in at most five sentences, without advice of your own.`;
const EXCERPT_LENGTH = 300;

/** Lets Cohere's chat model write the answer, grounded in the passages as documents. */
export class CohereWriter extends AnswerWriter {
  readonly model: string;
  private client: Promise<CohereClient> | undefined;

  constructor(
    private readonly config: CohereConfig,
    /** Aborted when the application shuts down, so that no request holds it up. */
    private readonly shutdown: AbortSignal,
  ) {
    super();
    this.model = `cohere/${config.model}/prompt-${String(PROMPT_VERSION)}`;
  }

  async write(question: Question, { passages }: Findings): Promise<WrittenAnswer> {
    const response = await this.chat(question, passages);
    const answer = (response.message.content ?? [])
      .map((item) => (item.type === 'text' ? item.text : ''))
      .join('')
      .trim();
    // A text that was cut off, or none, must not be shown as an answer, and still less be kept as one.
    if (response.finishReason !== 'COMPLETE' || answer === '') {
      throw new AnswerWriterError('rejected', `Cohere ended without an answer (${response.finishReason})`);
    }
    return { answer, citations: citationsOf(response.message.citations ?? [], passages) };
  }

  private async chat(
    { question, history }: Question,
    passages: readonly Passage[],
  ): Promise<Cohere.V2ChatResponse> {
    try {
      const client = await this.open();
      return await client.v2.chat(
        {
          model: this.config.model,
          temperature: 0,
          messages: [
            { role: 'system', content: PROMPT },
            ...history.map(({ role, content }) => ({ role, content })),
            { role: 'user', content: question },
          ],
          documents: passages.map((passage, index) => ({ id: String(index), data: documentOf(passage) })),
        },
        { abortSignal: AbortSignal.any([this.shutdown, AbortSignal.timeout(this.config.timeoutMs)]) },
      );
    } catch (error) {
      throw cohereFailure(error);
    }
  }

  /** Loaded at the first question: the import takes half a second that a start without a key need not pay. */
  private open(): Promise<CohereClient> {
    this.client ??= import('cohere-ai').then(
      ({ CohereClient }) =>
        new CohereClient({
          token: this.config.apiKey,
          // A retry would come on top of our own timeout; the caller decides whether to ask again.
          maxRetries: 0,
          ...(this.config.baseUrl === undefined ? {} : { baseUrl: this.config.baseUrl }),
        }),
    );
    return this.client;
  }
}

function documentOf({ clientName, sessionDate, field, sentences }: Passage): Record<string, string> {
  return { client: clientName, date: sessionDate, field, text: sentences.map(({ text }) => text).join(' ') };
}

/** One citation for each passage the model leaned on, in the order of the answer. */
function citationsOf(cited: readonly Cohere.Citation[], passages: readonly Passage[]): Citation[] {
  const ids = cited.flatMap(({ sources }) =>
    (sources ?? []).flatMap((source) =>
      source.type === 'document' && source.id !== undefined ? [source.id] : [],
    ),
  );
  return [...new Set(ids)].flatMap((id) => {
    const passage = passages[Number(id)];
    if (passage === undefined) return [];
    const { sessionId, clientId, sessionDate, field, sentences } = passage;
    const text = sentences.map((sentence) => sentence.text).join(' ');
    return [{ sessionId, clientId, sessionDate, field, excerpt: shorten(text) }];
  });
}

function shorten(text: string): string {
  return text.length <= EXCERPT_LENGTH ? text : `${text.slice(0, EXCERPT_LENGTH).trimEnd()}…`;
}
