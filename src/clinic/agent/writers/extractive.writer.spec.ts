import type { Passage, WrittenAnswer } from '../agent.types.js';
import { ANSWER_STYLES, type Intent } from '../intent/question.intent.js';
import { ExtractiveWriter } from './extractive.writer.js';

const writer = new ExtractiveWriter();
const QUESTION = { workspaceId: 'w', question: 'not read: the terms say what is asked', history: [] };

const passage = (
  sessionDate: string,
  texts: readonly string[],
  overrides: Partial<Passage> = {},
): Passage => ({
  documentId: `session-${sessionDate}`,
  sessionId: `session-${sessionDate}`,
  clientId: 'client-1',
  clientName: 'Ada',
  sessionDate,
  field: 'objective',
  sentences: texts.map((text) => ({ text, lexemes: text.toLowerCase().match(/[a-z]+/g) ?? [] })),
  ...overrides,
});
const findings = (terms: Record<string, number>, passages: Passage[], intent: Intent = 'general') => ({
  terms: new Map(Object.entries(terms)),
  style: ANSWER_STYLES[intent],
  passages,
});
const write = (
  terms: Record<string, number>,
  passages: Passage[],
  intent?: Intent,
): Promise<WrittenAnswer | undefined> => writer.write(QUESTION, findings(terms, passages, intent));
const excerpts = (answer: WrittenAnswer | undefined) => answer?.citations.map(({ excerpt }) => excerpt);

describe('ExtractiveWriter', () => {
  it('tells the sentences that hold most of what was asked, dated and numbered', async () => {
    const answer = await write({ knee: 1, flexion: 1 }, [
      passage('2026-01-01', ['Knee flexion 70 degrees.', 'Walks with crutches.', 'The knee is warm.']),
    ]);
    expect(answer?.answer).toBe(
      'The notes of Ada say:\n- 2026-01-01, objective: Knee flexion 70 degrees. [1]',
    );
    expect(answer?.citations).toEqual([
      {
        sessionId: 'session-2026-01-01',
        clientId: 'client-1',
        sessionDate: '2026-01-01',
        field: 'objective',
        excerpt: 'Knee flexion 70 degrees.',
      },
    ]);
  });

  it('puts the newest note first and tells equal sentences once', async () => {
    const answer = await write({ flexion: 1 }, [
      passage('2026-01-01', ['Flexion 70.', 'Same flexion.']),
      passage('2026-03-01', ['Flexion 120.', 'Same flexion.']),
    ]);
    expect(excerpts(answer)).toEqual(['Flexion 120.', 'Same flexion.', 'Flexion 70.']);
  });

  it('tells four sentences at most, of the newest notes', async () => {
    const dates = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01'];
    const answer = await write(
      { pain: 1 },
      dates.map((date) => passage(date, [`Pain on ${date}.`])),
    );
    expect(answer?.citations.map(({ sessionDate }) => sessionDate)).toEqual(dates.slice(1).reverse());
  });

  it('names the client of each sentence when there are several', async () => {
    const answer = await write({ pain: 1 }, [
      passage('2026-01-01', ['Pain.']),
      passage('2026-01-02', ['No pain.'], { clientId: 'client-2', clientName: 'Bo' }),
    ]);
    expect(answer?.answer).toMatch(/^The notes say:\n- Bo, 2026-01-02.*\n- Ada, 2026-01-01/);
  });

  it('gives no answer when the notes hold only the lighter part of the question', async () => {
    const notes = Array.from({ length: 9 }, (_, index) =>
      passage(`2026-01-0${String(index + 1)}`, ['Takes a walk.']),
    );
    expect(await write({ takes: 1, naproxen: 1 }, notes)).toBeUndefined();
    expect(await write({ naproxen: 1 }, notes)).toBeUndefined();
  });

  it('digests the newest note when nothing in particular was asked', async () => {
    const newest = { sessionId: 'newest' };
    const answer = await write({}, [
      passage('2026-01-01', ['Old.']),
      passage('2026-02-01', ['Feels well.', 'Sleeps.'], { ...newest, field: 'subjective' }),
      passage('2026-02-01', ['Full range.'], { ...newest, field: 'objective' }),
    ]);
    expect(excerpts(answer)).toEqual(['Feels well.', 'Full range.']);
  });

  it('prefers the fields in which answers of the kind stand, and sentences near to the question', async () => {
    const notes = ['objective', 'plan'].map((field) =>
      passage('2026-01-01', [`Knee in the ${field}.`], { field: field as Passage['field'] }),
    );
    const many = [
      ...notes,
      ...Array.from({ length: 5 }, (_, n) => passage('2026-01-01', [`Knee ${String(n)}.`])),
    ];
    expect(excerpts(await write({ knee: 1 }, many, 'plan'))).toContain('Knee in the plan.');
    const near = passage('2026-01-01', ['Knee, the near one.']);
    const compared = { ...near, sentences: near.sentences.map((one) => ({ ...one, similarity: 0.9 })) };
    expect(excerpts(await write({ knee: 1 }, [...many, compared]))).toContain('Knee, the near one.');
    expect(excerpts(await write({ knee: 1 }, [...many, near]))).not.toContain('Knee, the near one.');
  });

  it('tells more when a list is asked for', async () => {
    const notes = Array.from({ length: 9 }, (_, n) =>
      passage(`2026-01-0${String(n + 1)}`, [`Fell ${String(n)}.`]),
    );
    expect(excerpts(await write({ fell: 1 }, notes, 'list'))).toHaveLength(8);
  });

  it('streams the answer that it writes, line by line', async () => {
    const asked = findings({ pain: 1 }, [passage('2026-01-01', ['Pain.', 'No pain.'])]);
    const written = await writer.write(QUESTION, asked);
    const stream = writer.stream(QUESTION, asked);
    const pieces: string[] = [];
    let next = await stream.next();
    for (; next.done !== true; next = await stream.next()) pieces.push(next.value);
    expect(pieces).toHaveLength(3);
    expect({ answer: pieces.join(''), citations: next.value }).toEqual(written);
    const nothing = writer.stream(QUESTION, findings({ accordion: 1 }, asked.passages));
    expect(await nothing.next()).toEqual({ done: true, value: undefined });
  });
});
