import { z } from 'zod';
import type { PairVerifier } from '../semantic/decision/decision.types.js';
import type { VectorIndex } from '../semantic/index/vector-index.js';
import type { OptionDescriptor } from './option-descriptor.js';

const cosine = z.number().positive().max(1);

const index = z.union([
  z.enum(['auto', 'memory', 'redis', 'chroma']),
  z.custom<VectorIndex>((value) => {
    const { kind, add, search, remove, drop } = (value ?? {}) as Partial<VectorIndex>;
    return (
      typeof kind === 'string' && [add, search, remove, drop].every((method) => typeof method === 'function')
    );
  }),
]);

const verifier = z.union([
  z.enum(['none', 'cohere']),
  z.custom<PairVerifier>((value) => {
    const { name, same } = (value ?? {}) as Partial<PairVerifier>;
    return typeof name === 'string' && typeof same === 'function';
  }),
]);

/** The options of the semantic layer. */
export const SEMANTIC_OPTIONS: readonly OptionDescriptor[] = [
  {
    path: 'semantic.enabled',
    env: 'CACHE_SEMANTIC_ENABLED',
    format: 'boolean',
    default: false,
    schema: z.boolean(),
    expected: 'true or false',
    meaning:
      'Answers a question by the entry of a similar one of the same scope, context and variant. Needs an `embedding.provider` that is named.',
  },
  {
    path: 'semantic.threshold',
    env: 'CACHE_SEMANTIC_THRESHOLD',
    format: 'decimal',
    default: 0.95,
    schema: cosine,
    expected: 'a number above 0 and up to 1',
    meaning: 'The least cosine of two questions with one answer. Measure it: no number is safe by itself.',
  },
  {
    path: 'semantic.thresholds',
    env: 'CACHE_SEMANTIC_THRESHOLDS',
    format: 'json',
    default: {},
    schema: z.record(z.string().min(1), cosine),
    expected: 'an object of numbers above 0 and up to 1 by category, such as {"smalltalk":0.9}',
    meaning: 'Thresholds of the categories that requests name.',
  },
  {
    path: 'semantic.clinicalGuards',
    env: 'CACHE_SEMANTIC_CLINICAL_GUARDS',
    format: 'boolean',
    default: true,
    schema: z.boolean(),
    expected: 'true or false',
    meaning:
      'Whether questions that differ in a drug, dose, body side or site and the like are kept apart as well.',
  },
  {
    path: 'semantic.maxErrorRate',
    env: 'CACHE_SEMANTIC_MAX_ERROR_RATE',
    format: 'decimal',
    default: undefined,
    schema: z.number().positive().lt(1).optional(),
    expected: 'a number above 0 and below 1',
    meaning:
      'Learns from computed answers how near is near enough, so that at most this share of the requests above the threshold is answered wrongly.',
  },
  {
    path: 'semantic.verifier',
    env: 'CACHE_SEMANTIC_VERIFIER',
    format: 'text',
    default: 'none',
    schema: verifier,
    expected: '"none", "cohere" or, in code, { name, same() }',
    meaning: 'Who is asked about pairs between the threshold and `semantic.verifyBelow`, and has to agree.',
  },
  {
    path: 'semantic.verifyBelow',
    env: 'CACHE_SEMANTIC_VERIFY_BELOW',
    format: 'decimal',
    default: 1,
    schema: cosine,
    expected: 'a number above 0 and up to 1',
    meaning: 'The cosine from which the verifier is not asked any more; above every threshold.',
  },
  {
    path: 'semantic.verifierTimeoutMs',
    env: 'CACHE_SEMANTIC_VERIFIER_TIMEOUT',
    format: 'duration',
    default: 1000,
    schema: z.int().positive().max(60_000),
    expected: 'a duration of 1 ms to 1 minute, in milliseconds in code, such as 1s in the environment',
    meaning: 'The longest the verifier is waited for; a later answer is a no.',
  },
  {
    path: 'semantic.index',
    env: 'CACHE_SEMANTIC_INDEX',
    format: 'text',
    default: 'auto',
    schema: index,
    expected: '"auto", "memory", "redis", "chroma" or, in code, a VectorIndex',
    meaning:
      "Where vectors lie. `auto`: Redis' vector sets where the store is a Redis that has them and entries are not encrypted, else each process's memory.",
  },
  {
    path: 'semantic.chromaUrl',
    env: 'CACHE_SEMANTIC_CHROMA_URL',
    format: 'text',
    default: undefined,
    schema: z.url({ protocol: /^https?$/ }).optional(),
    expected: 'a URL such as http://localhost:8000',
    meaning: 'The Chroma server of `semantic.index` `chroma`.',
  },
  {
    path: 'semantic.memoryBytes',
    env: 'CACHE_SEMANTIC_MEMORY_BYTES',
    format: 'bytes',
    default: 64 * 1024 * 1024,
    schema: z
      .int()
      .min(1024 ** 2)
      .max(4 * 1024 ** 3),
    expected: 'a number of bytes from 1mb to 4gb, such as 67108864 or 64mb',
    meaning: 'Memory of the vectors in each process; those added longest ago make room.',
  },
  {
    path: 'semantic.timeoutMs',
    env: 'CACHE_SEMANTIC_TIMEOUT',
    format: 'duration',
    default: 500,
    schema: z.int().positive().max(60_000),
    expected: 'a duration of 1 ms to 1 minute, in milliseconds in code, such as 500ms in the environment',
    meaning: "The longest a request waits for its question's vector and the search; then it is a miss.",
  },
  {
    path: 'semantic.candidates',
    env: 'CACHE_SEMANTIC_CANDIDATES',
    format: 'number',
    default: 8,
    schema: z.int().min(1).max(64),
    expected: 'a whole number from 1 to 64',
    meaning: 'How many of the nearest questions are looked at.',
  },
];
