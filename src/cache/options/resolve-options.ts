import { CacheConfigurationError } from '../core/errors.js';
import type { CacheOptions, ResolvedOptions } from './cache.options.js';
import type { ScopeVersionProvider } from '../strict/scope-version-provider.js';
import { readers, redisFromEnvironment } from './environment.js';
import type { OptionDescriptor } from './option-descriptor.js';
import { OPTION_TABLE } from './option-table.js';

/** Options that are objects of the host's, not values to be read from an environment. */
const PARTS = new Set([
  'redis',
  'journal',
  'clock',
  'observer',
  'logger',
  'scopeVersions',
  'encryption.workspaceSecrets',
  'semantic.comparer',
]);

/**
 * Fills in what code has left open, from the environment and then from the defaults, and checks everything.
 *
 * @throws CacheConfigurationError with one message that names every wrong option, its variable, and the fix.
 */
export function resolveOptions(given: CacheOptions, env: NodeJS.ProcessEnv): ResolvedOptions {
  const problems = unknownOptions(given);
  const resolved: Record<string, unknown> = {};
  for (const option of OPTION_TABLE) {
    const { value, source } = valueOf(option, given, env);
    if (option.schema.safeParse(value).success) write(resolved, option.path, value);
    else problems.push(`${source} must be ${option.expected}`);
  }
  const redis = given.redis === undefined ? redisFromEnvironment(env) : given.redis;
  problems.push(
    ...redisProblems(redis),
    ...secretsProblems(given.encryption, resolved),
    ...comparerProblems(given),
    ...versionsProblems(given),
    ...journalProblems(given),
  );
  if (problems.length > 0) throw new CacheConfigurationError(`nestjs-ai-cache: ${problems.join('; ')}.`);
  const workspaceSecrets = given.encryption?.workspaceSecrets;
  write(resolved, 'encryption.workspaceSecrets', workspaceSecrets);
  write(resolved, 'semantic.comparer', given.semantic?.comparer);
  return { ...resolved, redis } as unknown as ResolvedOptions;
}

function valueOf(
  option: OptionDescriptor,
  given: CacheOptions,
  env: NodeJS.ProcessEnv,
): { value: unknown; source: string } {
  const inCode = read(given, option.path);
  if (inCode !== undefined) return { value: inCode, source: `option "${option.path}" (${option.env})` };
  const text = env[option.env];
  if (text !== undefined && text !== '') {
    return {
      value: readers[option.format]?.(text),
      source: `environment variable ${option.env} ("${option.path}")`,
    };
  }
  return { value: option.default, source: option.path };
}

function unknownOptions(given: CacheOptions): string[] {
  const known = OPTION_TABLE.map((option) => option.path);
  const found = Object.entries(given as Record<string, unknown>).flatMap(([name, value]) =>
    known.some((path) => path.startsWith(`${name}.`)) && typeof value === 'object' && value !== null
      ? Object.keys(value).map((member) => `${name}.${member}`)
      : [name],
  );
  return found
    .filter((path) => !known.includes(path) && !PARTS.has(path))
    .map((path) => `option "${path}" is unknown; known are ${[...known, ...PARTS].join(', ')}`);
}

function journalProblems({ journal }: CacheOptions): string[] {
  if (journal === undefined) return [];
  const methods = (journal as unknown) === null ? {} : (journal as unknown as Record<string, unknown>);
  const isFunction = (name: string): boolean => typeof methods[name] === 'function';
  const isJournal =
    isFunction('open') && isFunction('close') && isFunction('append') === isFunction('applied');
  return isJournal ? [] : ['option "journal" must be { open(), append(), applied(), close() }'];
}

function redisProblems(redis: unknown): string[] {
  if (redis === null) return [];
  const forms = 'option "redis" must be { url }, { sentinels, name }, { cluster } or { client }';
  if (typeof redis !== 'object') return [forms];
  const options = redis as Partial<Record<'url' | 'client' | 'name', unknown>> & {
    sentinels?: unknown;
    cluster?: unknown;
  };
  if ('client' in options) {
    return typeof options.client === 'object' && options.client !== null
      ? []
      : ['option "redis.client" must be an ioredis client'];
  }
  if ('cluster' in options) return hostProblems('redis.cluster', 'REDIS_CLUSTER_NODES', options.cluster);
  if ('sentinels' in options) {
    const problems = hostProblems('redis.sentinels', 'REDIS_SENTINELS', options.sentinels);
    if (typeof options.name !== 'string' || options.name === '') {
      problems.push('option "redis.name" (REDIS_SENTINEL_NAME) must be the name of the primary');
    }
    return problems;
  }
  if (!('url' in options)) return [forms];
  return isRedisUrl(options.url)
    ? []
    : [
        'option "redis.url" (REDIS_URL) must be a URL such as redis://localhost:6379 or rediss://user:password@host:6380/0',
      ];
}

function secretsProblems(given: CacheOptions['encryption'], resolved: Record<string, unknown>): string[] {
  const secrets: unknown = given?.workspaceSecrets;
  if (secrets === undefined) return [];
  const { secretOf, erase } = secrets as Partial<Record<'secretOf' | 'erase', unknown>>;
  if (typeof secretOf !== 'function' || typeof erase !== 'function') {
    return ['option "encryption.workspaceSecrets" must have the methods secretOf and erase'];
  }
  const keys = read(resolved, 'encryption.keys') as readonly unknown[] | undefined;
  return keys?.length === 0
    ? ['option "encryption.workspaceSecrets" needs option "encryption.keys" (CACHE_ENCRYPTION_KEYS)']
    : [];
}

function versionsProblems({ scopeVersions }: CacheOptions): string[] {
  const get: unknown = (scopeVersions as Partial<ScopeVersionProvider> | undefined)?.get;
  return scopeVersions === undefined || typeof get === 'function'
    ? []
    : ['option "scopeVersions" must have the method get'];
}

function comparerProblems({ semantic }: CacheOptions): string[] {
  const comparer: unknown = semantic?.comparer;
  if (comparer === undefined) return [];
  const { compare } = (comparer ?? {}) as { compare?: unknown };
  return typeof compare === 'function' ? [] : ['option "semantic.comparer" must have the method compare'];
}

function hostProblems(path: string, env: string, value: unknown): string[] {
  const valid =
    Array.isArray(value) &&
    value.length > 0 &&
    (value as (Partial<{ host: string; port: number }> | null)[]).every(
      (node) => typeof node?.host === 'string' && node.host !== '' && isPort(node.port),
    );
  return valid
    ? []
    : [`option "${path}" (${env}) must be a list of hosts and ports such as 10.0.0.1:6379,10.0.0.2:6379`];
}

function isPort(port: unknown): boolean {
  return typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536;
}

function isRedisUrl(url: unknown): boolean {
  return (
    typeof url === 'string' && URL.canParse(url) && ['redis:', 'rediss:'].includes(new URL(url).protocol)
  );
}

function read(options: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], options);
}

function write(target: Record<string, unknown>, path: string, value: unknown): void {
  const [group, member] = path.split('.') as [string, string | undefined];
  if (member === undefined) target[group] = value;
  else target[group] = { ...(target[group] as object | undefined), [member]: value };
}
