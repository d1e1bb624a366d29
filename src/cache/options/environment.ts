import type { HostPort, RedisConnectionOptions } from '../store/redis/redis-connection.js';

const DURATION = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)?$/i;
const DURATION_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const BYTES = /^(\d+(?:\.\d+)?)\s*(b|kb|mb|gb)?$/i;
const BYTE_UNITS: Readonly<Record<string, number>> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** Readers of one environment variable each; what they cannot read they give back as it is, for the check to refuse. */
export const readers: Readonly<Record<string, (text: string) => unknown>> = {
  boolean: (text) => ({ true: true, '1': true, false: false, '0': false })[text.toLowerCase()] ?? text,
  text: (text) => text,
  number: (text) => (/^\d+$/.test(text) ? Number(text) : text),
  /** `0.12` */
  decimal: (text) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : text),
  /** `300` is seconds, as the field writes TTLs; `500ms`, `5m`, `12h`, `1d` say their unit. */
  duration: (text) => withUnit(text, DURATION, DURATION_MS, 's'),
  json: (text) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return text;
    }
  },
  /** `2026-11:<base64>,2026-05:<base64>` */
  keys: (text) =>
    text.split(',').map((part) => {
      const [id = '', key = ''] = part.trim().split(/:(.*)/s);
      return { id, key };
    }),
  /** `1048576`, `64kb`, `1mb`. */
  bytes: (text) => withUnit(text, BYTES, BYTE_UNITS, 'b'),
};

function withUnit(
  text: string,
  form: RegExp,
  units: Readonly<Record<string, number>>,
  usual: string,
): unknown {
  const match = form.exec(text);
  const factor = units[(match?.[2] ?? usual).toLowerCase()];
  return match === null || factor === undefined ? text : Math.round(Number(match[1]) * factor);
}

/** The Redis that REDIS_URL, REDIS_CLUSTER_NODES or REDIS_SENTINELS with REDIS_SENTINEL_NAME name, if any. */
export function redisFromEnvironment(env: NodeJS.ProcessEnv): RedisConnectionOptions | null {
  const credentials = {
    ...(env['REDIS_USERNAME'] === undefined ? {} : { username: env['REDIS_USERNAME'] }),
    ...(env['REDIS_PASSWORD'] === undefined ? {} : { password: env['REDIS_PASSWORD'] }),
  };
  const { REDIS_URL: url, REDIS_CLUSTER_NODES: nodes, REDIS_SENTINELS: sentinels } = env;
  if (nodes !== undefined && nodes !== '') {
    return { cluster: hosts(nodes, 6379), options: { redisOptions: credentials } };
  }
  if (sentinels !== undefined && sentinels !== '') {
    return {
      sentinels: hosts(sentinels, 26379),
      name: env['REDIS_SENTINEL_NAME'] ?? 'mymaster',
      options: credentials,
    };
  }
  return url === undefined || url === '' ? null : { url };
}

function hosts(list: string, usualPort: number): HostPort[] {
  return list.split(',').map((item) => {
    const [, host, port] = /^(.*?)(?::(\d+))?$/.exec(item.trim()) ?? [];
    return { host: host ?? '', port: port === undefined ? usualPort : Number(port) };
  });
}
