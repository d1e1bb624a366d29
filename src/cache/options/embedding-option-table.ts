import { z } from 'zod';
import type { EmbeddingProvider } from '../embedding/embedding-provider.js';
import { EMBEDDING_PROVIDERS } from '../embedding/providers/provider-names.js';
import type { OptionDescriptor } from './option-descriptor.js';

const DAY_MS = 86_400_000;

const provider = z.union([
  z.enum(EMBEDDING_PROVIDERS),
  z.custom<EmbeddingProvider>((value) => {
    const { name, model, maxBatch, embed } = (value ?? {}) as Partial<EmbeddingProvider>;
    return (
      typeof name === 'string' &&
      typeof model === 'string' &&
      Number.isInteger(maxBatch) &&
      Number(maxBatch) > 0 &&
      typeof embed === 'function'
    );
  }),
]);

/** The options of embeddings. */
export const EMBEDDING_OPTIONS: readonly OptionDescriptor[] = [
  {
    path: 'embedding.provider',
    env: 'CACHE_EMBEDDING_PROVIDER',
    format: 'text',
    default: 'lexical',
    schema: provider,
    expected:
      '"lexical", "cohere", "voyage", "openai", "transformers" or, in code, { name, model, maxBatch, embed() }',
    meaning: 'Who computes embeddings. `lexical` needs nothing and is not semantic.',
  },
  {
    path: 'embedding.model',
    env: 'CACHE_EMBEDDING_MODEL',
    format: 'text',
    default: undefined,
    schema: z.string().regex(/^\S+$/).optional(),
    expected: 'the name of a model, without spaces',
    meaning: "The provider's model; by default the provider's usual one.",
  },
  {
    path: 'embedding.dimensions',
    env: 'CACHE_EMBEDDING_DIMENSIONS',
    format: 'number',
    default: undefined,
    schema: z.int().min(1).max(65_536).optional(),
    expected: 'a whole number from 1 to 65536',
    meaning: 'Length of the vectors, asked of the provider where it lets one choose, and checked.',
  },
  {
    path: 'embedding.apiKey',
    env: 'CACHE_EMBEDDING_API_KEY',
    format: 'text',
    default: undefined,
    schema: z
      .string()
      .regex(/^[\x21-\x7e]+$/)
      .optional(),
    expected: 'an API key, without spaces',
    meaning: "Key of the provider; by default from the vendor's own variable, such as COHERE_API_KEY.",
  },
  {
    path: 'embedding.baseUrl',
    env: 'CACHE_EMBEDDING_BASE_URL',
    format: 'text',
    default: undefined,
    schema: z.url({ protocol: /^https?$/ }).optional(),
    expected: 'a URL such as https://api.openai.com/v1',
    meaning: 'Where the provider is, in place of its public address.',
  },
  {
    path: 'embedding.ttlMs',
    env: 'CACHE_EMBEDDING_TTL',
    format: 'duration',
    default: 3_600_000,
    schema: z
      .int()
      .positive()
      .max(365 * DAY_MS),
    expected:
      'a duration of 1 ms to 365 days, in milliseconds in code, such as 3600 (seconds) or 1h in the environment',
    meaning: 'Life of an embedding, +-10 % jitter. It never becomes untrue; this only saves space.',
  },
  {
    path: 'embedding.precision',
    env: 'CACHE_EMBEDDING_PRECISION',
    format: 'text',
    default: 'float16',
    schema: z.enum(['float32', 'float16', 'int8']),
    expected: '"float32", "float16" or "int8"',
    meaning: 'How the numbers of an embedding are stored: 4, 2 or 1 bytes each.',
  },
  {
    path: 'embedding.shared',
    env: 'CACHE_EMBEDDING_SHARED',
    format: 'boolean',
    default: true,
    schema: z.boolean(),
    expected: 'true or false',
    meaning:
      'Whether workspaces share embeddings. Off: each has its own, so that response times tell nobody what others have asked.',
  },
  {
    path: 'embedding.lowerCase',
    env: 'CACHE_EMBEDDING_LOWER_CASE',
    format: 'boolean',
    default: false,
    schema: z.boolean(),
    expected: 'true or false',
    meaning:
      'Lower-cases texts before they are embedded: more hits, but most models then give other vectors.',
  },
  {
    path: 'embedding.maxBatch',
    env: 'CACHE_EMBEDDING_MAX_BATCH',
    format: 'number',
    default: undefined,
    schema: z.int().positive().max(10_000).optional(),
    expected: 'a whole number from 1 to 10000',
    meaning: "Most texts of one call to the provider, where that is less than the provider's own limit.",
  },
  {
    path: 'embedding.timeoutMs',
    env: 'CACHE_EMBEDDING_TIMEOUT',
    format: 'duration',
    default: 10_000,
    schema: z.int().positive().max(600_000),
    expected: 'a duration of 1 ms to 10 minutes, in milliseconds in code, such as 10s in the environment',
    meaning: 'The longest a call to the provider may take, its retries included.',
  },
  {
    path: 'embedding.maxRetries',
    env: 'CACHE_EMBEDDING_MAX_RETRIES',
    format: 'number',
    default: 2,
    schema: z.int().nonnegative().max(10),
    expected: 'a whole number from 0 to 10',
    meaning: 'Further attempts after a rate limit, an error of the server or a broken connection.',
  },
];
