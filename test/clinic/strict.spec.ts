import { SessionUpdatedEvent } from '../../src/index.js';
import { ScopeVersions } from '../../src/clinic/versions/scope-versions.js';
import { AdversityStage, type Answers, type Asked } from './support/adversity.stage.js';
import { physiotherapy, psychotherapy } from './support/clinic.harness.js';

const [maya, tomasz] = physiotherapy.clients;
const workspaceId = physiotherapy.id;
const sessionOf = (path: string): string => path.slice('/sessions/'.length);

/** A question, and what its answer must say once the change is made. */
interface Expected {
  readonly asked: Asked;
  readonly isTrue: (text: string) => boolean;
}

interface Scenario {
  readonly name: string;
  /** Makes what there is before the change. `word` stands in no other note. */
  readonly prepare: (stage: AdversityStage, word: string) => Promise<string>;
  readonly expected: (word: string) => readonly Expected[];
  /** Makes the change to what was prepared. */
  readonly change: (stage: AdversityStage, prepared: string, word: string) => Promise<void>;
}

const about = (word: string, clientId: string): Asked => ({ question: word, clientId });
const says = (text: string) => (answer: string) => answer.includes(text);
const saysNot = (text: string) => (answer: string) => !answer.includes(text);
const wroteOf = (stage: AdversityStage, word: string) => stage.write(maya!.id, `Plays the ${word}.`);

/** A client's question and a workspace's. */
const both = (word: string, isTrue: Expected['isTrue']): Expected[] =>
  [about(word, maya!.id), { question: word }].map((asked) => ({ asked, isTrue }));

const scenarios: readonly Scenario[] = [
  {
    name: 'a new note whose event is lost',
    prepare: () => Promise.resolve(''),
    expected: (word) => both(word, says(word)),
    change: (stage, _, word) => stage.unheard(() => wroteOf(stage, word)),
  },
  {
    name: 'a changed text whose event is lost',
    prepare: wroteOf,
    expected: (word) => both(word, says('no more')),
    change: (stage, path, word) =>
      stage.unheard(() => stage.caller.patch(path, { subjective: `Plays the ${word} no more.` }).expect(200)),
  },
  {
    name: 'a changed date whose event is lost',
    prepare: wroteOf,
    expected: (word) => both(word, says('2026-06-27')),
    change: (stage, path) =>
      stage.unheard(() => stage.caller.patch(path, { sessionDate: '2026-06-27' }).expect(200)),
  },
  {
    name: 'a note moved to another client whose event is lost',
    prepare: wroteOf,
    expected: (word) => [
      { asked: about(word, maya!.id), isTrue: saysNot(word) },
      { asked: about(word, tomasz!.id), isTrue: says(word) },
    ],
    change: (stage, path) =>
      stage.unheard(() => stage.caller.patch(path, { clientId: tomasz!.id }).expect(200)),
  },
  {
    name: 'a deleted note whose event is lost',
    prepare: wroteOf,
    expected: (word) => both(word, saysNot(word)),
    change: (stage, path) => stage.unheard(() => stage.caller.delete(path).expect(204)),
  },
  {
    name: 'a new client whom a question names, and whose event is lost',
    prepare: () => Promise.resolve(''),
    // Whoever has more of the question's words in the name is meant, and there are no notes of the new one.
    expected: () => [{ asked: { question: 'How are the knees of Maya?' }, isTrue: saysNot('degrees') }],
    change: (stage) => stage.unheard(() => stage.caller.post('/clients', { name: 'Maya Knees' }).expect(201)),
  },
  {
    name: 'a change whose event came before the commit',
    prepare: wroteOf,
    expected: (word) => both(word, says('no more')),
    change: async (stage, path, word) => {
      const event = new SessionUpdatedEvent({
        workspaceId,
        clientId: maya!.id,
        sessionId: sessionOf(path),
        changedFields: ['subjective'],
      });
      await stage.premature(
        event,
        both(word, says('')).map(({ asked }) => asked),
        () => stage.caller.patch(path, { subjective: `Plays the ${word} no more.` }).expect(200),
      );
    },
  },
  {
    name: 'a change that Redis forgets in a failover',
    prepare: wroteOf,
    expected: (word) => both(word, says('no more')),
    change: (stage, path, word) =>
      stage.forgotten(async () => {
        const response = await stage.caller
          .patch(path, { subjective: `Plays the ${word} no more.` })
          .expect(200);
        expect(response.headers['x-cache-invalidation']).toBe('acknowledged');
      }),
  },
];

const words = 'bassoon,celesta,dulcimer,euphonium,flugelhorn,glockenspiel,hurdygurdy,kazoo'.split(',');
const cases = scenarios.map((scenario, index) => ({ ...scenario, word: words[index]! }));

describe.each([
  { mode: 'strict mode', strict: true },
  // So that one sees that the scenarios below are as bad as they claim to be.
  { mode: 'events alone', strict: false },
])('with $mode', ({ strict }) => {
  let stage: AdversityStage;
  beforeAll(async () => {
    stage = await AdversityStage.open(strict);
  }, 60_000);
  afterAll(() => stage.close());

  const expectAnswers = ({ isTrue }: Expected, before: Answers, after: Answers): void => {
    expect(before.texts.map(isTrue)).toEqual([false, false]);
    if (strict) {
      expect(after.texts.map(isTrue)).toEqual([true, true]);
      expect(after.hits).toEqual([false, false]);
    } else {
      expect(after).toEqual({ ...before, hits: [true, true] });
    }
  };

  it.each(cases)(
    `${strict ? 'the answer is new' : 'an old answer is served'} after $name`,
    async ({ prepare, expected, change, word }) => {
      const prepared = await prepare(stage, word);
      const questions = expected(word);
      const before: Answers[] = [];
      for (const { asked } of questions) before.push(await stage.ask(asked));
      for (const { asked } of questions) expect((await stage.ask(asked)).hits).toEqual([true, true]);
      await change(stage, prepared, word);
      for (const [index, question] of questions.entries()) {
        expectAnswers(question, before[index]!, await stage.ask(question.asked));
      }
    },
    30_000,
  );

  it(`${strict ? 'the answer is new' : 'an old answer is served'} after an unheard change while it was being written`, async () => {
    const path = await stage.write(maya!.id, 'Plays the lyre.');
    const asked = about('lyre', maya!.id);
    await stage.overtaken(asked, () =>
      stage.caller.patch(path, { subjective: 'The lyre is broken.' }).expect(200),
    );
    const { texts } = await stage.ask(asked);
    expect(texts[0].includes('broken')).toBe(strict);
  });

  it('answers are kept until something of theirs changes', async () => {
    const [own, other] = [about('quadriceps', maya!.id), about('rotation', tomasz!.id)];
    for (const asked of [own, other]) await stage.ask(asked);
    const path = await stage.write(tomasz!.id, 'Plays the zither.');
    expect((await stage.ask(own)).hits).toEqual([true, true]);
    expect((await stage.ask(other)).hits).toEqual([false, false]);
    await stage.caller.patch(path, { subjective: 'Plays the zither.' }).expect(200); // no change
    expect((await stage.ask(other)).hits).toEqual([true, true]);
    const foreigner = await stage.clinic.as('practitioner', psychotherapy.id);
    await foreigner.patch(path, { plan: 'x' }).expect(404);
    expect((await stage.ask(other)).hits).toEqual([true, true]);
  });

  it('two writers who move notes past each other both get through', async () => {
    const there = await Promise.all(Array.from({ length: 6 }, () => stage.write(maya!.id, 'Plays the oud.')));
    const back = await Promise.all(
      Array.from({ length: 6 }, () => stage.write(tomasz!.id, 'Plays the oud.')),
    );
    const moves = (paths: string[], clientId: string) =>
      paths.map((path) => stage.caller.patch(path, { clientId }).expect(200));
    await Promise.all([...moves(there, tomasz!.id), ...moves(back, maya!.id)]);
    const versions = stage.clinic.get(ScopeVersions);
    const scopes = [
      { workspaceId },
      { workspaceId, clientId: maya!.id },
      { workspaceId, clientId: tomasz!.id },
    ];
    const before = await Promise.all(scopes.map((scope) => versions.get(scope)));
    await Promise.all([...moves(there, maya!.id), ...moves(back, tomasz!.id)]);
    const after = await Promise.all(scopes.map((scope) => versions.get(scope)));
    expect(new Set([...before, ...after]).size).toBe(6);
  }, 30_000);
});
