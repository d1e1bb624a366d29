import { z } from 'zod';
import { EMBEDDING_OPTIONS } from './embedding-option-table.js';
import type { OptionDescriptor } from './option-descriptor.js';
import { SEMANTIC_OPTIONS } from './semantic-option-table.js';

const positive = z.int().positive();
const natural = z.int().nonnegative();
const usd = z.number().nonnegative();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** `KeyRing` takes these; a check of the decoded length, since base64 of another length is a key of another strength. */
const encryptionKeys = z
  .array(
    z.strictObject({
      id: z.string().regex(/^[A-Za-z0-9._-]{1,32}$/),
      key: z.base64().refine((key) => Buffer.from(key, 'base64').length === 32),
    }),
  )
  .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length);

const duration = (max: number): z.ZodType => z.number().int().positive().max(max);

/** Every option there is, in the order of the documentation. docs/configuration.md is checked against it. */
export const OPTION_TABLE: readonly OptionDescriptor[] = [
  {
    path: 'enabled',
    env: 'CACHE_ENABLED',
    format: 'boolean',
    default: true,
    schema: z.boolean(),
    expected: 'true or false',
    meaning: 'Off: every answer is computed, nothing is read or stored.',
  },
  {
    path: 'namespace',
    env: 'CACHE_NAMESPACE',
    format: 'text',
    default: 'ai',
    schema: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    expected: '1 to 64 letters, digits, "_" or "-"',
    meaning: 'Prefix of every key; keeps applications on one Redis apart.',
  },
  {
    path: 'memory.maxBytes',
    env: 'CACHE_MEMORY_MAX_BYTES',
    format: 'bytes',
    default: 128 * 1024 * 1024,
    schema: positive,
    expected: 'a positive number of bytes, such as 134217728 or 128mb',
    meaning: 'Memory store: least recently used entries are evicted above this size.',
  },
  {
    path: 'content.memoryBytes',
    env: 'CACHE_CONTENT_MEMORY_BYTES',
    format: 'bytes',
    default: 64 * 1024 * 1024,
    schema: positive,
    expected: 'a positive number of bytes, such as 67108864 or 64mb',
    meaning: 'Copies of content-addressed entries (embeddings, intents, model replies) kept in each process.',
  },
  {
    path: 'query.ttlMs',
    env: 'CACHE_QUERY_TTL',
    format: 'duration',
    default: 300_000,
    schema: duration(30 * DAY_MS),
    expected:
      'a duration of 1 ms to 30 days, in milliseconds in code, such as 300 (seconds) or 5m in the environment',
    meaning: 'Life of an answer, +-10 % jitter.',
  },
  {
    path: 'query.caseSensitive',
    env: 'CACHE_QUERY_CASE_SENSITIVE',
    format: 'boolean',
    default: false,
    schema: z.boolean(),
    expected: 'true or false',
    meaning: 'Whether questions that differ only in upper and lower case are different questions.',
  },
  {
    path: 'query.contextMessages',
    env: 'CACHE_QUERY_CONTEXT_MESSAGES',
    format: 'number',
    default: 3,
    schema: natural.max(1000),
    expected: 'a whole number from 0 to 1000',
    meaning: 'How many of the last messages of a conversation belong to the key.',
  },
  ...EMBEDDING_OPTIONS,
  ...SEMANTIC_OPTIONS,
  {
    path: 'intent.ttlMs',
    env: 'CACHE_INTENT_TTL',
    format: 'duration',
    default: 6 * HOUR_MS,
    schema: duration(30 * DAY_MS),
    expected: 'a duration of 1 ms to 30 days, in milliseconds in code, such as 6h in the environment',
    meaning: 'Life of a classified intent, +-10 % jitter.',
  },
  {
    path: 'retrieval.ttlMs',
    env: 'CACHE_RETRIEVAL_TTL',
    format: 'duration',
    default: 12 * HOUR_MS,
    schema: duration(30 * DAY_MS),
    expected: 'a duration of 1 ms to 30 days, in milliseconds in code, such as 12h in the environment',
    meaning: 'Life of the passages found for a query, +-10 % jitter.',
  },
  {
    path: 'prices.layers',
    env: 'CACHE_LAYER_PRICES',
    format: 'json',
    default: {},
    schema: z.record(z.string(), usd),
    expected: 'an object of USD by layer, such as {"retrieval":0.0005,"query_result":0.012}',
    meaning: 'What one computation of a layer costs when it does not report its cost itself.',
  },
  {
    path: 'prices.models',
    env: 'CACHE_MODEL_PRICES',
    format: 'json',
    default: {},
    schema: z.record(z.string(), z.strictObject({ input: usd, output: usd.optional() })),
    expected: 'an object of USD per million tokens by model, such as {"command-a":{"input":2.5,"output":10}}',
    meaning: 'What `spentTokens()` makes of the tokens that a provider reports.',
  },
  {
    path: 'llm.ttlMs',
    env: 'CACHE_LLM_TTL',
    format: 'duration',
    default: 3_600_000,
    schema: duration(30 * DAY_MS),
    expected:
      'a duration of 1 ms to 30 days, in milliseconds in code, such as 3600 (seconds) or 1h in the environment',
    meaning: "Life of a model's reply, +-10 % jitter.",
  },
  {
    path: 'llm.maxTemperature',
    env: 'CACHE_LLM_MAX_TEMPERATURE',
    format: 'decimal',
    default: 0.1,
    schema: z.number().nonnegative().max(0.1),
    expected: 'a number from 0 to 0.1',
    meaning: 'Replies to requests with a higher temperature, or with none, are not cached.',
  },
  {
    path: 'maxEntryBytes',
    env: 'CACHE_MAX_ENTRY_BYTES',
    format: 'bytes',
    default: 1024 * 1024,
    schema: positive.max(256 * 1024 * 1024),
    expected: 'a number of bytes from 1 to 268435456, such as 1048576 or 1mb',
    meaning: 'Larger answers are served and not stored.',
  },
  {
    path: 'maxKeyLength',
    env: 'CACHE_MAX_KEY_LENGTH',
    format: 'number',
    default: 1024 * 1024,
    schema: positive.max(64 * 1024 * 1024),
    expected: 'a whole number from 1 to 67108864',
    meaning:
      'Requests whose key material (question, context, prompt ...) is longer, in characters of JSON, are served without the cache.',
  },
  {
    path: 'maxScopeEntries',
    env: 'CACHE_MAX_SCOPE_ENTRIES',
    format: 'number',
    default: 10_000,
    schema: positive.max(10_000_000),
    expected: 'a whole number from 1 to 10000000',
    meaning:
      'About how many entries one client, or one workspace without a client, may have; further answers are served and not stored.',
  },
  {
    path: 'maxFlights',
    env: 'CACHE_MAX_FLIGHTS',
    format: 'number',
    default: 10_000,
    schema: positive.max(1_000_000),
    expected: 'a whole number from 1 to 1000000',
    meaning:
      'Computations that may run in a process and share their answers; further ones are made for one request each and not stored.',
  },
  {
    path: 'compressionThresholdBytes',
    env: 'CACHE_COMPRESSION_THRESHOLD',
    format: 'bytes',
    default: 8192,
    schema: positive,
    expected: 'a positive number of bytes, such as 8192 or 8kb',
    meaning: 'Answers from this size on are stored compressed (gzip), and sent so to clients that accept it.',
  },
  {
    path: 'commandTimeoutMs',
    env: 'CACHE_COMMAND_TIMEOUT',
    format: 'duration',
    default: 250,
    schema: duration(60_000),
    expected: 'a duration of 1 ms to 1 minute, in milliseconds in code, such as 250ms in the environment',
    meaning: 'The longest a request waits for one answer of Redis.',
  },
  {
    path: 'leaseTtlMs',
    env: 'CACHE_LEASE_TTL',
    format: 'duration',
    default: 5000,
    schema: z.number().int().min(300).max(600_000),
    expected: 'a duration of 300 ms to 10 minutes, in milliseconds in code, such as 5s in the environment',
    meaning:
      'How long after the death of a computing process another one takes over; renewed while it lives.',
  },
  {
    path: 'leaseWaitMs',
    env: 'CACHE_LEASE_WAIT',
    format: 'duration',
    default: 30_000,
    schema: duration(600_000),
    expected: 'a duration of 1 ms to 10 minutes, in milliseconds in code, such as 30s in the environment',
    meaning: "How long a request waits for another process's computation before it computes itself.",
  },
  {
    path: 'replicas',
    env: 'CACHE_REPLICAS',
    format: 'number',
    default: 0,
    schema: natural.max(16),
    expected: 'a whole number from 0 to 16',
    meaning: 'Replicas per primary that must have an invalidation before it is acknowledged (WAIT).',
  },
  {
    path: 'replicaTimeoutMs',
    env: 'CACHE_REPLICA_TIMEOUT',
    format: 'duration',
    default: 100,
    schema: duration(60_000),
    expected: 'a duration of 1 ms to 1 minute, in milliseconds in code, such as 100ms in the environment',
    meaning: 'How long to wait for them; keep it below `commandTimeoutMs`.',
  },
  {
    path: 'settleMs',
    env: 'CACHE_SETTLE',
    format: 'duration',
    default: 0,
    schema: z.number().int().nonnegative().max(600_000),
    expected: 'a duration of 0 to 10 minutes, in milliseconds in code, such as 2s in the environment',
    meaning:
      'Answers whose computation begins so soon after an invalidation are not stored: for lagging database replicas.',
  },
  {
    path: 'keySecret',
    env: 'CACHE_KEY_SECRET',
    format: 'text',
    default: undefined,
    schema: z.string().min(32).optional(),
    expected: 'at least 32 characters',
    meaning:
      'Makes every digest in a key an HMAC, so that a dump cannot be searched for guessed ids or questions.',
  },
  {
    path: 'encryption.keys',
    env: 'CACHE_ENCRYPTION_KEYS',
    format: 'keys',
    default: [],
    schema: encryptionKeys,
    expected: 'a list of different ids (1 to 32 letters, digits, ".", "_", "-") with 32 bytes of base64 each',
    meaning: 'Entries on Redis are encrypted with the first key and read with any of them (AES-256-GCM).',
  },
  {
    path: 'maxConcurrentComputations',
    env: 'CACHE_MAX_CONCURRENT_COMPUTATIONS',
    format: 'number',
    default: undefined,
    schema: positive.max(100_000).optional(),
    expected: 'a whole number from 1 to 100000',
    meaning:
      'Computations that run at once in this process; further ones wait their turn. A cap for the time after a total loss.',
  },
  {
    path: 'resilience.singleProcess',
    env: 'CACHE_SINGLE_PROCESS',
    format: 'boolean',
    default: false,
    schema: z.boolean(),
    expected: 'true or false',
    meaning:
      'No other process uses this namespace: while Redis is away answers are kept in this process (up to `memory.maxBytes`).',
  },
  {
    path: 'resilience.maxStalenessMs',
    env: 'CACHE_MAX_STALENESS',
    format: 'duration',
    default: undefined,
    schema: duration(DAY_MS).optional(),
    expected: 'a duration of 1 ms to 1 day, in milliseconds in code, such as 10s in the environment',
    meaning:
      'With several processes: while Redis is away answers are kept in each, and served that long after their computation began. Invalidations of other processes are not heard of meanwhile.',
  },
  {
    path: 'resilience.journalFile',
    env: 'CACHE_JOURNAL_FILE',
    format: 'text',
    default: undefined,
    schema: z
      .string()
      .regex(/[^/\\]$/)
      .optional(),
    expected: 'the path of a file that belongs to this process alone',
    meaning: 'Where invalidations that Redis could not execute survive the end of this process.',
  },
  {
    path: 'metrics.workspaceLabel',
    env: 'CACHE_METRICS_WORKSPACE_LABEL',
    format: 'text',
    default: 'plain',
    schema: z.enum(['plain', 'hashed', 'off']),
    expected: '"plain", "hashed" or "off"',
    meaning: 'How the label `workspace_id` is written.',
  },
  {
    path: 'metrics.maxWorkspaces',
    env: 'CACHE_METRICS_MAX_WORKSPACES',
    format: 'number',
    default: 1000,
    schema: positive.max(1_000_000),
    expected: 'a whole number from 1 to 1000000',
    meaning: 'Workspaces with a label of their own; those after them are counted together as `other`.',
  },
];
