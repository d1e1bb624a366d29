import { createCache, type Cache, type QueryKey, type Scope } from '../../src/index.js';
import { freshNamespace, sharedRedis } from './cache-node.js';

// Several processes and servers are started; on a busy machine that takes its time.
jest.setTimeout(60_000);

const LONG = 'x'.repeat(100_000);

const HOSTILE_IDS = [
  ...[
    'a',
    'A',
    'a ',
    ' a',
    'a:b',
    'b:c',
    'c',
    'a:b:c',
    ':',
    '::',
    '_',
    '#g',
    '#w',
    'l:a',
    'q:a',
    '{',
    '}',
    '{}',
  ],
  ...[
    '{a}',
    'a}',
    '{a',
    '*',
    'a*',
    '?',
    '[a]',
    '[ab]',
    '\\',
    'a\\',
    '"',
    "'",
    'a\n',
    'a\r\n',
    '\n',
    '\t',
    'a\0',
    '\0',
  ],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'undefined',
    'null',
    'true',
    '0',
    '00',
  ],
  ...[
    'é',
    'e\u0301',
    '\u0430',
    'Ａ',
    '👩‍⚕️',
    '👩',
    '\u200b',
    'a\u200b',
    '\ufeff',
    '\u202ea',
    '%7B',
    '..',
    '../a',
    '/',
  ],
  ...[LONG, `${LONG}y`, `y${LONG}`],
];

/** Everything that decides an answer: any two of these must not share one. */
const KEYS: readonly [string, QueryKey][] = [
  ['the question', 'question'],
  ['another question', 'question?'],
  ['a name', { query: 'question', name: 'agent' }],
  ['another name', { query: 'question', name: 'agent2' }],
  ['a context', { query: 'question', context: ['hello'] }],
  ['another context', { query: 'question', context: ['hello', 'hello'] }],
  ['a context as one text', { query: 'question', context: 'hello' }],
  ['an empty context', { query: 'question', context: [] }],
  ['no context, said so', { query: 'question', context: null }],
  ['a role', { query: 'question', variant: { role: 'therapist' } }],
  ['another role', { query: 'question', variant: { role: 'admin' } }],
  ['the role as the context', { query: 'question', context: { role: 'admin' } }],
  ['a locale', { query: 'question', variant: { role: 'admin', locale: 'de' } }],
  ['a number', { query: 'question', variant: { version: 1 } }],
  ['the number as a text', { query: 'question', variant: { version: '1' } }],
  [
    'a member __proto__',
    { query: 'question', variant: JSON.parse('{"__proto__":{"role":"admin"}}') as object },
  ],
  ['no members', { query: 'question', variant: {} }],
  ['the question as the name', { query: 'x', name: 'question' }],
  ['structure inside the question', 'question","name":"agent'],
  ['structure inside the name', { query: 'question', name: 'agent","variant":{"role":"admin"}' }],
] as [string, QueryKey][];

describe.each(['memory', 'redis'] as const)('isolation in the %s store', (kind) => {
  let cache: Cache;

  beforeAll(async () => {
    cache = createCache({
      redis: kind === 'redis' ? sharedRedis() : null,
      namespace: freshNamespace(),
      commandTimeoutMs: 20_000,
    });
    await cache.start();
  });

  afterAll(async () => {
    await cache.invalidator.clear();
    await cache.stop();
  });

  /** Stores an answer of its own under every one of them, then reads them all back. */
  async function expectAllApart(requests: readonly (readonly [Scope, QueryKey])[]): Promise<void> {
    for (const [index, [scope, key]] of requests.entries()) {
      const stored = await cache.queries.resolve(scope, key, () => Promise.resolve(index));
      // Computed, so it has not met an earlier one; and it is there, so that the next ones could meet it.
      expect(stored).toMatchObject({ source: 'computed', computed: index, fill: 'stored' });
    }
    for (const [index, [scope, key]] of requests.entries()) {
      expect(await cache.queries.getOrCompute(scope, key, () => Promise.resolve('not computed'))).toBe(index);
    }
  }

  it('keeps hostile workspace ids apart', async () => {
    await expectAllApart(HOSTILE_IDS.map((workspaceId) => [{ workspaceId }, 'workspaces']));
  });

  it('keeps hostile client ids apart, and from the workspace-wide scope', async () => {
    await expectAllApart([
      [{ workspaceId: 'w' }, 'clients'],
      ...HOSTILE_IDS.map((clientId) => [{ workspaceId: 'w', clientId }, 'clients'] as const),
    ]);
  });

  it('keeps pairs of ids apart whose concatenations are equal', async () => {
    const pairs = [
      ...[
        ['a', 'b:c'],
        ['a:b', 'c'],
        ['a:b:c', '_'],
        ['a', 'b'],
        ['b', 'a'],
        ['ab', 'c'],
        ['a', 'bc'],
      ],
      ...[
        ['a}:c:b', 'c'],
        ['a', '}:c:b'],
        ['a\n', 'b'],
        ['a', '\nb'],
        ['a', '{b}'],
        ['{a}', 'b'],
        ['a{', '}b'],
      ],
      ...[
        ['__proto__', 'a'],
        ['a', '__proto__'],
        ['__proto__', '__proto__'],
      ],
    ] as [string, string][];
    await expectAllApart(pairs.map(([workspaceId, clientId]) => [{ workspaceId, clientId }, 'pairs']));
  });

  it('keeps question, context, role, name and their structure apart, in every scope', async () => {
    const scopes: Scope[] = [
      { workspaceId: 'keys' },
      { workspaceId: 'keys', clientId: 'ana' },
      { workspaceId: 'keys', clientId: 'ben' },
      { workspaceId: 'other', clientId: 'ana' },
    ];
    await expectAllApart(scopes.flatMap((scope) => KEYS.map(([, key]) => [scope, key] as const)));
  });

  it('keeps hostile questions apart', async () => {
    // Case and white space do not tell questions apart, by design.
    const questions = new Map(HOSTILE_IDS.map((id) => [cache.queries.normalize(id), id]));
    await expectAllApart([...questions.values()].map((query) => [{ workspaceId: 'questions' }, query]));
  });

  it('invalidates exactly the one that is named', async () => {
    const workspaceId = 'one by one';
    const clients = HOSTILE_IDS.slice(0, 40);
    await expectAllApart(clients.map((clientId) => [{ workspaceId, clientId }, 'q']));
    for (const [index, clientId] of clients.entries()) {
      const result = await cache.invalidator.client(workspaceId, clientId);
      expect(result).toMatchObject({ acknowledged: true, entries: 1 });
      const next = clients[index + 1];
      if (next === undefined) break;
      expect(
        await cache.queries.getOrCompute({ workspaceId, clientId: next }, 'q', () => Promise.resolve('gone')),
      ).toBe(index + 1);
    }
  });

  it('does not share a running computation across scopes', async () => {
    let open: (value: string) => void = () => undefined;
    const slow = cache.queries.getOrCompute(
      { workspaceId: 'a', clientId: 'b:c' },
      'running',
      () => new Promise<string>((resolve) => (open = resolve)),
    );
    const others: Scope[] = [
      { workspaceId: 'a:b', clientId: 'c' },
      { workspaceId: 'a' },
      { workspaceId: 'A', clientId: 'b:c' },
    ];
    for (const scope of others) {
      expect(await cache.queries.getOrCompute(scope, 'running', () => Promise.resolve('own'))).toBe('own');
    }
    open('slow');
    expect(await slow).toBe('slow');
  });
});
