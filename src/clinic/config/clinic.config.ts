import { z } from 'zod';
import type { CacheModuleOptions } from '../../index.js';

/** Where the clinic keeps its rows. */
export type DatabaseConfig =
  | {
      readonly kind: 'pglite';
      /** Folder of the embedded database; absent means in memory. */ readonly folder?: string;
    }
  | { readonly kind: 'postgres'; readonly url: string };

/** How Cohere is reached when it writes the answers. */
export interface CohereConfig {
  readonly apiKey: string;
  readonly model: string;
  readonly baseUrl?: string;
  readonly timeoutMs: number;
}

/** Everything the clinic reads from its environment, validated once at start. */
export interface ClinicConfig {
  readonly host: string;
  readonly port: number;
  /** Folder of the embedded database and of the generated token secret. */
  readonly dataDir: string;
  readonly database: DatabaseConfig;
  /** Secret that signs tokens; absent means one is generated in `dataDir` at the first start. */
  readonly tokenSecret?: string;
  /** What of the cache's options is not left to the cache's own environment variables (REDIS_URL and others). */
  readonly cache: Pick<
    CacheModuleOptions,
    'redis' | 'namespace' | 'embedding' | 'prices' | 'keySecret' | 'encryption'
  >;
  /** Whether an answer is a hit only while the database vouches for it, whatever became of events. */
  readonly strict: boolean;
  /** Whether each workspace's entries hang on a secret in the database too; needs the cache's encryption keys. */
  readonly workspaceSecrets: boolean;
  readonly cohere?: CohereConfig;
}

/** Injection token of the validated {@link ClinicConfig}. */
export const CLINIC_CONFIG = Symbol('CLINIC_CONFIG');

/** The environment names a setting that cannot be used. The message names variables, never their values. */
export class ClinicConfigError extends Error {
  override readonly name = 'ClinicConfigError';
}

const url = (...protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    message: `must be a URL beginning with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const environment = z.object({
  HOST: z.string().default('localhost'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number (0 to 65535)')
    .default('3000')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port number (0 to 65535)'),
  CLINIC_DATA_DIR: z.string().default('./data/clinic'),
  CLINIC_TOKEN_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  CLINIC_STRICT: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .default('true')
    .transform((value) => value === 'true'),
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  CACHE_EMBEDDING_PROVIDER: z.string().optional(),
  CACHE_ENCRYPTION_KEYS: z.string().optional(),
  COHERE_API_KEY: z.string().optional(),
  COHERE_CHAT_MODEL: z.string().default('command-a-03-2025'),
  COHERE_BASE_URL: url('http:', 'https:').optional(),
  COHERE_TIMEOUT_MS: z
    .string()
    .regex(/^[1-9]\d{2,5}$/, 'must be a number of milliseconds (100 to 999999)')
    .default('20000')
    .transform(Number),
});

/**
 * Reads and validates the clinic's settings. An empty variable counts as absent, as in most shells and compose files.
 *
 * @throws {ClinicConfigError} naming every variable that cannot be used.
 */
export function loadClinicConfig(env: Readonly<Record<string, string | undefined>>): ClinicConfig {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(present);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new ClinicConfigError(problems.join('; '));
  }
  const values = parsed.data;
  const cohere = cohereConfigOf(values);
  return {
    host: values.HOST,
    port: values.PORT,
    dataDir: values.CLINIC_DATA_DIR,
    database:
      values.DATABASE_URL === undefined
        ? { kind: 'pglite', folder: `${values.CLINIC_DATA_DIR}/pglite` }
        : { kind: 'postgres', url: values.DATABASE_URL },
    ...(values.CLINIC_TOKEN_SECRET === undefined ? {} : { tokenSecret: values.CLINIC_TOKEN_SECRET }),
    cache:
      cohere === undefined || values.CACHE_EMBEDDING_PROVIDER !== undefined
        ? {}
        : { embedding: cohereEmbedding(cohere) },
    strict: values.CLINIC_STRICT,
    workspaceSecrets: values.CACHE_ENCRYPTION_KEYS !== undefined,
    ...(cohere === undefined ? {} : { cohere }),
  };
}

function cohereConfigOf(values: z.infer<typeof environment>): CohereConfig | undefined {
  if (values.COHERE_API_KEY === undefined) return undefined;
  return {
    apiKey: values.COHERE_API_KEY,
    model: values.COHERE_CHAT_MODEL,
    timeoutMs: values.COHERE_TIMEOUT_MS,
    ...(values.COHERE_BASE_URL === undefined ? {} : { baseUrl: values.COHERE_BASE_URL }),
  };
}

/** Who writes the answers also compares the notes' sentences with the question. */
export function cohereEmbedding({
  apiKey,
  baseUrl,
  timeoutMs,
}: CohereConfig): NonNullable<CacheModuleOptions['embedding']> {
  return { provider: 'cohere', apiKey, timeoutMs, ...(baseUrl === undefined ? {} : { baseUrl }) };
}
