import { CacheConfigurationError } from '../core/errors.js';
import type { CacheOptions } from './cache.options.js';
import { OPTION_TABLE } from './option-table.js';
import { resolveOptions } from './resolve-options.js';

const at = (options: object, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], options);

const nested = (path: string, value: unknown): CacheOptions =>
  path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as CacheOptions;

function messageOf(given: unknown, env: NodeJS.ProcessEnv = {}): string {
  try {
    resolveOptions(given as CacheOptions, env);
  } catch (error) {
    if (error instanceof CacheConfigurationError) return error.message;
    throw error;
  }
  return 'accepted';
}

const KEY = Buffer.alloc(32, 7).toString('base64');

/** For each option: good in code; good in the environment, as text and as the value it stands for; bad in either. */
const CASES: readonly [
  path: string,
  good: unknown,
  text: string,
  value: unknown,
  bad: unknown,
  badText: string,
][] = [
  ['enabled', false, 'FALSE', false, 'no', 'no'],
  ['namespace', 'app_1-b', 'shop', 'shop', 'a:b', 'a*'],
  ['memory.maxBytes', 1, '64mb', 64 * 1024 ** 2, 0, '-1'],
  ['content.memoryBytes', 1, '1GB', 1024 ** 3, 1.5, 'much'],
  ['query.ttlMs', 1, '300', 300_000, 30 * 86_400_000 + 1, '31d'],
  ['query.caseSensitive', true, '1', true, 1, 'yes'],
  ['query.contextMessages', 0, '1000', 1000, -1, '3.5'],
  ['embedding.provider', 'voyage', 'cohere', 'cohere', { name: 'x' }, 'nobody'],
  ['embedding.model', 'm', 'embed-v4.0', 'embed-v4.0', '', 'a b'],
  ['embedding.dimensions', 1, '1024', 1024, 0, '65537'],
  ['embedding.apiKey', 'k', 'key', 'key', '', 'a b'],
  ['embedding.baseUrl', 'https://x', 'http://x/v1', 'http://x/v1', 'ftp://x', 'x'],
  ['embedding.ttlMs', 1, '1h', 3_600_000, 0, '366d'],
  ['embedding.precision', 'float32', 'int8', 'int8', 'float64', 'half'],
  ['embedding.shared', false, '0', false, 0, 'no'],
  ['embedding.lowerCase', true, 'true', true, 'true', 'yes'],
  ['embedding.maxBatch', 1, '32', 32, 10_001, '0'],
  ['embedding.timeoutMs', 1, '2s', 2000, 600_001, '11m'],
  ['embedding.maxRetries', 0, '3', 3, -1, '11'],
  ['semantic.enabled', true, '1', true, 'on', 'yes'],
  ['semantic.threshold', 1, '0.85', 0.85, 0, '1.5'],
  ['semantic.thresholds', { faq: 0.9 }, '{"faq":0.8}', { faq: 0.8 }, { faq: 2 }, '[0.9]'],
  ['semantic.clinicalGuards', false, 'false', false, 0, 'no'],
  ['semantic.maxErrorRate', 0.5, '0.01', 0.01, 1, '0'],
  ['semantic.verifier', 'cohere', 'cohere', 'cohere', { name: 'x' }, 'model'],
  ['semantic.verifyBelow', 0.98, '0.97', 0.97, 1.1, 'high'],
  ['semantic.verifierTimeoutMs', 1, '2s', 2000, 60_001, '2m'],
  ['semantic.index', 'memory', 'redis', 'redis', { kind: 'x' }, 'disk'],
  ['semantic.chromaUrl', 'https://x', 'http://x:8000', 'http://x:8000', 'ftp://x', 'x'],
  ['semantic.memoryBytes', 1024 ** 2, '1gb', 1024 ** 3, 1, '5gb'],
  ['semantic.timeoutMs', 1, '250ms', 250, 0, '2m'],
  ['semantic.candidates', 64, '4', 4, 0, '65'],
  ['intent.ttlMs', 1, '6h', 21_600_000, 0, '31d'],
  ['retrieval.ttlMs', 1, '12h', 43_200_000, 0, '31d'],
  ['prices.layers', { retrieval: 0.1 }, '{"intent":1}', { intent: 1 }, { intent: -1 }, '{'],
  [
    'prices.models',
    { m: { input: 1 } },
    '{"m":{"input":0,"output":2}}',
    { m: { input: 0, output: 2 } },
    { m: 1 },
    '[1]',
  ],
  ['llm.ttlMs', 1, '2h', 7_200_000, 30 * 86_400_000 + 1, '31d'],
  ['llm.maxTemperature', 0, '0.05', 0.05, 0.2, '0.11'],
  ['maxEntryBytes', 1, '1.5kb', 1536, 256 * 1024 ** 2 + 1, '1tb'],
  ['maxKeyLength', 1, '4096', 4096, 0, '64kb'],
  ['maxScopeEntries', 1, '100', 100, 10_000_001, '-1'],
  ['maxFlights', 1_000_000, '50', 50, 0, 'many'],
  ['compressionThresholdBytes', 1, '8192', 8192, '8kb', 'kb'],
  ['commandTimeoutMs', 60_000, '250ms', 250, 60_001, '2m'],
  ['leaseTtlMs', 300, '5s', 5000, 299, '299ms'],
  ['leaseWaitMs', 600_000, '0.5m', 30_000, 0, '1h'],
  ['replicas', 16, '2', 2, 17, 'two'],
  ['replicaTimeoutMs', 1, '100ms', 100, NaN, '100 light years'],
  ['settleMs', 0, '2s', 2000, -1, '11m'],
  ['keySecret', 's'.repeat(32), 't'.repeat(40), 't'.repeat(40), 's'.repeat(31), 'short'],
  [
    'encryption.keys',
    [{ id: 'a', key: KEY }],
    `2026-11:${KEY}, b:${KEY}`,
    [
      { id: '2026-11', key: KEY },
      { id: 'b', key: KEY },
    ],
    [
      { id: 'a', key: KEY },
      { id: 'a', key: KEY },
    ],
    `a:${KEY.slice(4)}`,
  ],
  ['maxConcurrentComputations', 1, '16', 16, 0, 'many'],
  ['resilience.singleProcess', true, 'true', true, 'yes', 'yes'],
  ['resilience.maxStalenessMs', 1, '10s', 10_000, 0, '25h'],
  ['resilience.journalFile', 'a b', '/var/lib/cache.journal', '/var/lib/cache.journal', '', 'folder/'],
  ['metrics.workspaceLabel', 'off', 'hashed', 'hashed', 'Plain', 'none'],
  ['metrics.maxWorkspaces', 1, '5', 5, 1_000_001, '0'],
];

describe('options', () => {
  it('are all tried here', () => {
    expect(CASES.map(([path]) => path).sort()).toEqual(OPTION_TABLE.map(({ path }) => path).sort());
  });

  it.each(CASES)('%s', (path, good, text, value, bad, badText) => {
    const { env, expected, default: usual } = OPTION_TABLE.find((option) => option.path === path)!;
    expect(at(resolveOptions({}, {}), path)).toBe(usual);
    expect(at(resolveOptions({}, { [env]: '' }), path)).toBe(usual);
    expect(at(resolveOptions({}, { [env]: text }), path)).toEqual(value);
    expect(at(resolveOptions(nested(path, good), {}), path)).toBe(good);
    expect(at(resolveOptions(nested(path, good), { [env]: badText }), path)).toBe(good);
    expect(messageOf(nested(path, bad))).toBe(
      `nestjs-ai-cache: option "${path}" (${env}) must be ${expected}.`,
    );
    expect(messageOf({}, { [env]: badText })).toBe(
      `nestjs-ai-cache: environment variable ${env} ("${path}") must be ${expected}.`,
    );
  });

  it('name every mistake in one message', () => {
    const message = messageOf(
      { replicas: -1, query: { ttlMs: 'x' }, redis: { url: 'http://x' } },
      { CACHE_ENABLED: 'x' },
    );
    for (const name of ['CACHE_REPLICAS', 'CACHE_QUERY_TTL', 'REDIS_URL', 'CACHE_ENABLED']) {
      expect(message).toContain(name);
    }
    expect(message.split('; ')).toHaveLength(4);
  });

  it.each<[string, unknown]>([
    ['ttl', { ttl: 5 }],
    ['query.ttl', { query: { ttl: 5 } }],
    ['memory', { memory: 5 }],
    ['__proto__x', { __proto__x: 1 }],
  ])('refuse the unknown name %s and list the known ones', (name, given) => {
    expect(messageOf(given)).toMatch(
      new RegExp(`^nestjs-ai-cache: option "${name}" is unknown; known are enabled, `),
    );
  });
});

describe('how Redis is named', () => {
  const nodes = [{ host: '10.0.0.1', port: 6379 }];
  it.each<[string, unknown, NodeJS.ProcessEnv, unknown]>([
    ['not at all', undefined, {}, null],
    ['as not wanted', null, { REDIS_URL: 'redis://h' }, null],
    ['by URL', { url: 'rediss://u:p@h:6380/1' }, {}, { url: 'rediss://u:p@h:6380/1' }],
    ['by REDIS_URL', undefined, { REDIS_URL: 'redis://h' }, { url: 'redis://h' }],
    ['by cluster nodes', { cluster: nodes }, {}, { cluster: nodes }],
    ['by sentinels', { sentinels: nodes, name: 'm' }, {}, { sentinels: nodes, name: 'm' }],
    [
      'by REDIS_CLUSTER_NODES, before REDIS_URL',
      undefined,
      {
        REDIS_CLUSTER_NODES: 'a, [::1]:7000',
        REDIS_URL: 'redis://h',
        REDIS_USERNAME: 'u',
        REDIS_PASSWORD: 'p',
      },
      {
        cluster: [
          { host: 'a', port: 6379 },
          { host: '[::1]', port: 7000 },
        ],
        options: { redisOptions: { username: 'u', password: 'p' } },
      },
    ],
    [
      'by REDIS_SENTINELS',
      undefined,
      { REDIS_SENTINELS: 'a', REDIS_PASSWORD: 'p' },
      { sentinels: [{ host: 'a', port: 26379 }], name: 'mymaster', options: { password: 'p' } },
    ],
  ])('%s', (_, redis, env, resolved) => {
    expect(resolveOptions({ redis } as CacheOptions, env).redis).toEqual(resolved);
  });

  const FORMS = 'option "redis" must be { url }, { sentinels, name }, { cluster } or { client }';
  const LIST = 'must be a list of hosts and ports such as 10.0.0.1:6379,10.0.0.2:6379';
  it.each<[unknown, NodeJS.ProcessEnv, string]>([
    ['redis://h', {}, FORMS],
    [{}, {}, FORMS],
    [{ host: 'h' }, {}, FORMS],
    [{ client: null }, {}, 'option "redis.client" must be an ioredis client'],
    [{ client: 'redis' }, {}, 'option "redis.client" must be an ioredis client'],
    [{ cluster: [] }, {}, `option "redis.cluster" (REDIS_CLUSTER_NODES) ${LIST}`],
    [{ cluster: [null] }, {}, `option "redis.cluster" (REDIS_CLUSTER_NODES) ${LIST}`],
    [{ cluster: [{ host: 'h', port: 0 }] }, {}, `option "redis.cluster" (REDIS_CLUSTER_NODES) ${LIST}`],
    [undefined, { REDIS_CLUSTER_NODES: 'a:65536' }, `option "redis.cluster" (REDIS_CLUSTER_NODES) ${LIST}`],
    [undefined, { REDIS_SENTINELS: ',' }, `option "redis.sentinels" (REDIS_SENTINELS) ${LIST}`],
    [{ sentinels: nodes }, {}, 'option "redis.name" (REDIS_SENTINEL_NAME) must be the name of the primary'],
  ])('refuses %j %j', (redis, env, message) => {
    expect(messageOf({ redis }, env)).toBe(`nestjs-ai-cache: ${message}.`);
  });

  it.each(['http://h', 'h:6379', '', 'redis://['])('refuses the URL %j', (url) => {
    expect(messageOf({ redis: { url } })).toMatch(
      /option "redis\.url" \(REDIS_URL\) must be a URL such as redis:/,
    );
  });
});
