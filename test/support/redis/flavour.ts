/** The servers the cache promises to work on. `default` is any of them. */
export type RedisFlavour = 'default' | 'redis7' | 'redis8' | 'valkey';

export interface FlavourDescription {
  /** For messages. */
  readonly title: string;
  /** Does this product and version count as this flavour? */
  accepts(server: ServerVersion): boolean;
  /** Names of the program, in the order in which they are looked for. */
  readonly programs: readonly string[];
  /** The Debian release that has it, and the package's stem (`redis` means redis-server and redis-tools). */
  readonly debianSuite: string;
  readonly debianPackage: 'redis' | 'valkey';
  readonly dockerImage: string;
}

export interface ServerVersion {
  readonly product: 'redis' | 'valkey';
  readonly version: string;
}

const major = (server: ServerVersion): number => Number(server.version.split('.')[0]);

export const FLAVOURS: Record<RedisFlavour, FlavourDescription> = {
  default: {
    title: 'Redis or Valkey, 7.0 or later',
    accepts: (server) => major(server) >= 7,
    programs: ['redis-server', 'valkey-server'],
    debianSuite: 'bookworm',
    debianPackage: 'redis',
    dockerImage: 'redis:8.0',
  },
  redis7: {
    title: 'Redis 7.0',
    accepts: (server) => server.product === 'redis' && server.version.startsWith('7.0.'),
    programs: ['redis-server'],
    debianSuite: 'bookworm',
    debianPackage: 'redis',
    dockerImage: 'redis:7.0',
  },
  redis8: {
    title: 'Redis 8',
    accepts: (server) => server.product === 'redis' && major(server) === 8,
    programs: ['redis-server'],
    debianSuite: 'trixie',
    debianPackage: 'redis',
    dockerImage: 'redis:8.0',
  },
  valkey: {
    title: 'Valkey 8',
    accepts: (server) => server.product === 'valkey' && major(server) === 8,
    programs: ['valkey-server'],
    debianSuite: 'trixie',
    debianPackage: 'valkey',
    dockerImage: 'valkey/valkey:8',
  },
};

/** Reads what `redis-server --version` prints, e.g. `Redis server v=8.0.2 sha=...`. */
export function parseVersion(printed: string): ServerVersion | undefined {
  const match = /^(Redis|Valkey) server v=(\d+\.\d+\.\d+)/m.exec(printed);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return { product: match[1] === 'Redis' ? 'redis' : 'valkey', version: match[2] };
}
