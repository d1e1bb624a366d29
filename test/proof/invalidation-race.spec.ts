import type { Scope } from '../../src/index.js';
import { waitUntil } from '../support/redis/index.js';
import { type CacheNode, type Outcome, freshNamespace, sharedRedis, startNodes } from './cache-node.js';

// Several processes and servers are started; on a busy machine that takes its time.
jest.setTimeout(60_000);

const QUESTION = 'How does she sleep?';

interface Case {
  readonly name: string;
  readonly scope: (workspaceId: string) => Scope;
  readonly invalidate: (node: CacheNode, workspaceId: string) => Promise<Outcome>;
}

const client: Case['scope'] = (workspaceId) => ({ workspaceId, clientId: 'ana' });
const wide: Case['scope'] = (workspaceId) => ({ workspaceId });

const CASES: Case[] = [
  {
    name: "a client's answer, its client invalidated",
    scope: client,
    invalidate: (node, workspaceId) => node.invalidateClient(workspaceId, 'ana'),
  },
  {
    name: "a client's answer, its workspace invalidated",
    scope: client,
    invalidate: (node, workspaceId) => node.invalidateWorkspace(workspaceId),
  },
  {
    name: 'a workspace-wide answer, a client invalidated',
    scope: wide,
    invalidate: (node, workspaceId) => node.invalidateClient(workspaceId, 'ana'),
  },
  {
    name: 'a workspace-wide answer, its workspace invalidated',
    scope: wide,
    invalidate: (node, workspaceId) => node.invalidateWorkspace(workspaceId),
  },
  {
    name: "a client's answer, its question invalidated",
    scope: client,
    invalidate: (node, workspaceId) => node.invalidateQuery(client(workspaceId), `  ${QUESTION}\n`),
  },
  {
    name: "a client's answer, a document it uses invalidated",
    scope: client,
    invalidate: (node, workspaceId) => node.invalidateDocument(workspaceId, 'note-1'),
  },
];

describe('a slow computation against an invalidation by another process', () => {
  const options = { documents: ['note-1'] };
  let nodes: CacheNode[];
  let a: CacheNode, b: CacheNode, c: CacheNode;
  let runs = 0;

  beforeAll(async () => {
    nodes = await startNodes(3, {
      redis: sharedRedis(),
      namespace: freshNamespace(),
      commandTimeoutMs: 5000,
    });
    [a, b, c] = nodes as [CacheNode, CacheNode, CacheNode];
  });

  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.stop()));
  });

  describe.each(CASES)('$name', ({ scope: scopeOf, invalidate }) => {
    let workspaceId: string;
    let scope: Scope;

    beforeEach(() => {
      workspaceId = `workspace ${String(++runs)}`;
      scope = scopeOf(workspaceId);
    });

    it('refuses the late fill; the next reader of any process computes anew', async () => {
      const early = a.read(scope, QUESTION, options);
      expect(await early.entered).toBe(true);
      expect(await invalidate(b, workspaceId)).toMatchObject({ acknowledged: true });
      // Its reader asked before the invalidation and gets the answer; nobody else does.
      expect(await early.finish('old')).toEqual({ value: 'old', source: 'computed', fill: 'refused' });

      expect(await c.ask(scope, QUESTION, 'new', options)).toMatchObject({ value: 'new', fill: 'stored' });
      for (const node of [a, b, c]) {
        expect(await node.ask(scope, QUESTION, 'not computed', options)).toEqual({
          value: 'new',
          source: 'hit',
        });
      }
    });

    it('does not let a late reader join it, in its own process or in another', async () => {
      const early = a.read(scope, QUESTION, options);
      expect(await early.entered).toBe(true);
      const { joined } = await a.counts();
      const joining = a.read(scope, QUESTION, options);
      await waitUntil('the second reader has joined', async () => (await a.counts()).joined > joined);
      expect((await invalidate(b, workspaceId)).acknowledged).toBe(true);

      const lateHere = a.read(scope, QUESTION, options);
      expect(await lateHere.entered).toBe(true);
      const lateThere = c.read(scope, QUESTION, options);
      expect(await early.finish('old')).toMatchObject({ value: 'old', fill: 'refused' });
      // It may compute beside the other late one or wait for it, but not be given what was begun before.
      await lateThere.open('new');
      expect(await lateHere.finish('new')).toMatchObject({ value: 'new', source: 'computed' });
      expect(await lateThere.answer).toMatchObject({ value: 'new' });
      // This one joined before the invalidation.
      expect(await joining.answer).toMatchObject({ value: 'old', source: 'joined' });

      expect(await b.ask(scope, QUESTION, 'not computed', options)).toEqual({ value: 'new', source: 'hit' });
    });

    it('does not let the old computation overwrite the new one, when it ends after it', async () => {
      const early = a.read(scope, QUESTION, options);
      expect(await early.entered).toBe(true);
      expect((await invalidate(b, workspaceId)).acknowledged).toBe(true);
      const late = a.read(scope, QUESTION, options);
      expect(await late.entered).toBe(true);
      expect(await late.finish('new')).toMatchObject({ value: 'new', fill: 'stored' });
      expect(await early.finish('old')).toMatchObject({ value: 'old', fill: 'refused' });
      for (const node of [a, b, c]) {
        expect(await node.ask(scope, QUESTION, 'not computed', options)).toEqual({
          value: 'new',
          source: 'hit',
        });
      }
    });

    it('makes what is stored untrue at once', async () => {
      expect(await a.ask(scope, QUESTION, 'old', options)).toMatchObject({ fill: 'stored' });
      expect(await c.ask(scope, QUESTION, 'not computed', options)).toMatchObject({ source: 'hit' });
      expect((await invalidate(b, workspaceId)).acknowledged).toBe(true);
      expect(await c.ask(scope, QUESTION, 'new', options)).toMatchObject({ value: 'new', fill: 'stored' });
    });
  });

  it('leaves the other clients of the workspace their answers, stored and running', async () => {
    const [ana, ben] = ['ana', 'ben'].map((clientId) => ({ workspaceId: 'neighbours', clientId })) as [
      Scope,
      Scope,
    ];
    await a.ask(ben, 'stored', 'kept');
    const running = a.read(ben, 'running');
    expect(await running.entered).toBe(true);
    await a.ask(ana, 'stored', 'dropped');
    expect(await b.invalidateClient('neighbours', 'ana')).toMatchObject({ acknowledged: true, entries: 1 });
    expect(await c.ask(ben, 'stored', 'not computed')).toEqual({ value: 'kept', source: 'hit' });
    expect(await running.finish('kept too')).toMatchObject({ fill: 'stored' });
  });

  it('lets one of two writers in two processes win, and all agree afterwards', async () => {
    const scope = { workspaceId: 'two writers', clientId: 'ana' };
    const first = a.read(scope, QUESTION);
    expect(await first.entered).toBe(true);
    expect((await b.invalidateClient('two writers', 'ana')).acknowledged).toBe(true);
    const second = b.read(scope, QUESTION);
    expect(await second.entered).toBe(true);
    expect((await a.invalidateClient('two writers', 'ana')).acknowledged).toBe(true);
    const third = c.read(scope, QUESTION);
    expect(await third.entered).toBe(true);
    const fills = [await second.finish('second'), await third.finish('third'), await first.finish('first')];
    expect(fills.map(({ fill }) => fill)).toEqual(['refused', 'stored', 'refused']);
    for (const node of [a, b, c]) {
      expect(await node.ask(scope, QUESTION, 'not computed')).toEqual({ value: 'third', source: 'hit' });
    }
  });
});
