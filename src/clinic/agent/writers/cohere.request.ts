import type { Cohere } from 'cohere-ai';
import type { Citation, Findings, Passage, Question } from '../agent.types.js';

/** Part of the model's name: a changed prompt, or choice of documents, must not be answered from earlier answers. */
export const PROMPT_VERSION = 2;
const PROMPT = `You answer a clinician's questions about session notes (SOAP: subjective, objective, assessment, plan).
Use only the documents. Give dates, doses, sides and measures exactly as they stand there; where notes of different dates differ, the newest counts, and say its date.
If the documents do not answer the question, say so plainly. Answer in at most five sentences, without advice of your own.`;
const EXCERPT_LENGTH = 300;
/** Passages given to the model at most. */
const MAX_DOCUMENTS = 24;

/** The passages nearest to the question, as far as anybody compared them; those of preferred fields before others. */
export function documentsFor({ passages, style }: Findings): readonly Passage[] {
  const nearness = ({ sentences, field }: Passage): number =>
    Math.max(-1, ...sentences.map(({ similarity = -1 }) => similarity)) +
    (style.prefers.includes(field) ? 1 : 0);
  return [...passages].sort((a, b) => nearness(b) - nearness(a)).slice(0, MAX_DOCUMENTS);
}

export type ChatRequest = Cohere.V2ChatRequest & { readonly temperature: number };

/** A deterministic request: equal questions about equal passages are equal requests. */
export function chatRequest(
  model: string,
  { question, history }: Question,
  documents: readonly Passage[],
): ChatRequest {
  return {
    model,
    temperature: 0,
    messages: [
      { role: 'system', content: PROMPT },
      ...history.map(({ role, content }) => ({ role, content })),
      { role: 'user', content: question },
    ],
    documents: documents.map((passage, index) => ({ id: String(index), data: documentOf(passage) })),
  };
}

function documentOf({ clientName, sessionDate, field, sentences }: Passage): Record<string, string> {
  return { client: clientName, date: sessionDate, field, text: textOf(sentences) };
}

/** One citation for each passage the model leaned on, in the order of the answer. */
export function citationsOf(ids: readonly string[], documents: readonly Passage[]): Citation[] {
  return [...new Set(ids)].flatMap((id) => {
    const passage = documents[Number(id)];
    if (passage === undefined) return [];
    const { sessionId, clientId, sessionDate, field, sentences } = passage;
    return [{ sessionId, clientId, sessionDate, field, excerpt: shorten(textOf(sentences)) }];
  });
}

function textOf(sentences: Passage['sentences']): string {
  return sentences.map(({ text }) => text).join(' ');
}

function shorten(text: string): string {
  return text.length <= EXCERPT_LENGTH ? text : `${text.slice(0, EXCERPT_LENGTH).trimEnd()}…`;
}
