import type { AgentAnswer } from '../../src/clinic/agent/agent.dto.js';
import { type Caller, ClinicHarness, NOTE, physiotherapy, psychotherapy } from './support/clinic.harness.js';

const [maya, tomasz, , henrik, rosa] = physiotherapy.clients;

describe('the agent, offline', () => {
  let clinic: ClinicHarness;
  let practitioner: Caller;
  let assistant: Caller;

  beforeAll(async () => {
    clinic = await ClinicHarness.start();
    practitioner = await clinic.as('practitioner');
    assistant = await clinic.as('assistant');
  }, 60_000);
  afterAll(() => clinic.stop());

  const ask = async (caller: Caller, body: object): Promise<AgentAnswer> =>
    (await caller.post('/agent/query', body).expect(200)).body as AgentAnswer;

  it('answers in the words of the notes and cites where they stand', async () => {
    const answer = await ask(practitioner, { question: 'How many degrees of flexion?', clientId: maya!.id });
    expect(answer).toMatchObject({ found: true, model: 'extractive-2' });
    expect(answer.answer).toContain('2026-05-04');
    expect(answer.answer).toContain('Flexion 138 degrees');
    for (const citation of answer.citations) {
      expect(citation.clientId).toBe(maya!.id);
      const { body } = await practitioner.get(`/sessions/${citation.sessionId}`).expect(200);
      expect(body.sessionDate).toBe(citation.sessionDate);
      expect(body[citation.field]).toContain(citation.excerpt);
    }
  });

  it('finds the client a question names, and never answers it from another', async () => {
    const named = await ask(practitioner, { question: "What is Henrik Aalto's naproxen dose?" });
    expect(named.answer).toContain('naproxen');
    expect(new Set(named.citations.map(({ clientId }) => clientId))).toEqual(new Set([henrik!.id]));
    const other = await ask(practitioner, { question: 'What is the naproxen dose of Tomasz Wierzba?' });
    expect(other.citations.every(({ clientId }) => clientId === tomasz!.id)).toBe(true);
    expect(other.answer).not.toContain('500 mg twice');
  });

  it('follows a conversation', async () => {
    const history = [
      { role: 'user', content: 'How is Rosa Ferreira?' },
      { role: 'assistant', content: 'Better.' },
    ];
    const { answer, citations } = await ask(practitioner, {
      question: 'And the Berg balance scale?',
      history,
    });
    expect(answer).toContain('Berg');
    expect(new Set(citations.map(({ clientId }) => clientId))).toEqual(new Set([rosa!.id]));
  });

  it('reads no more of a conversation than the cache keys on', async () => {
    const filler = Array.from({ length: 3 }, () => ({ role: 'assistant', content: 'Yes.' }));
    const history = [{ role: 'user', content: 'How is Rosa Ferreira?' }, ...filler];
    const long = await ask(practitioner, { question: 'And the balance?', history });
    expect(long).toEqual(await ask(practitioner, { question: 'And the balance?', history: filler }));
  });

  it('tells the newest note when a question asks in general', async () => {
    const { citations } = await ask(practitioner, { question: 'How is she doing?', clientId: rosa!.id });
    expect(citations.map(({ sessionDate, field }) => [sessionDate, field])).toEqual(
      ['subjective', 'objective', 'assessment', 'plan'].map((field) => ['2026-05-19', field]),
    );
  });

  it.each(['Does anyone keep a penguin?', 'How are you?', "'); DROP TABLE sessions; --", '& | ! : * \\ <->'])(
    'says that it found nothing to %j',
    async (question) => {
      expect(await ask(practitioner, { question })).toMatchObject({ found: false, citations: [] });
    },
  );

  it('never answers from another workspace', async () => {
    const foreigner = await clinic.as('practitioner', psychotherapy.id);
    expect(await ask(foreigner, { question: 'Who takes naproxen?' })).toMatchObject({
      found: false,
      citations: [],
    });
    expect(await ask(practitioner, { question: 'sertraline' })).toMatchObject({
      found: false,
      citations: [],
    });
  });

  it('does not show assistants an assessment, nor that one matches', async () => {
    await practitioner.post(`/clients/${tomasz!.id}/sessions`, NOTE).expect(201);
    expect(await ask(practitioner, { question: 'kinesiophobia' })).toMatchObject({
      found: true,
      citations: [{ field: 'assessment' }],
    });
    expect(await ask(assistant, { question: 'kinesiophobia' })).toMatchObject({ found: false });
    const general = await ask(assistant, { question: 'How is he?', clientId: tomasz!.id });
    expect(general.citations.map(({ field }) => field)).toEqual(['subjective', 'objective', 'plan']);
  });

  it('answers from a note at once after it was written, changed, moved and deleted', async () => {
    const question = { question: 'bagpipe', clientId: maya!.id };
    const note = { ...NOTE, subjective: 'Plays the bagpipe.' };
    const { body } = await practitioner.post(`/clients/${maya!.id}/sessions`, note).expect(201);
    const path = `/sessions/${String(body.id)}`;
    expect((await ask(practitioner, question)).answer).toContain('Plays the bagpipe.');
    await practitioner.patch(path, { subjective: 'Sold the bagpipe.' }).expect(200);
    expect((await ask(practitioner, question)).answer).toContain('Sold the bagpipe.');
    await practitioner.patch(path, { clientId: tomasz!.id }).expect(200);
    expect((await ask(practitioner, question)).found).toBe(false);
    const moved = { ...question, clientId: tomasz!.id };
    expect((await ask(practitioner, moved)).found).toBe(true);
    await practitioner.delete(path).expect(204);
    expect((await ask(practitioner, moved)).found).toBe(false);
  });
});
