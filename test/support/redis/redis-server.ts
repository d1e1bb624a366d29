import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from '../process/free-port.js';
import { makeTempDir, removeTempDir } from '../process/temp-dir.js';
import { findProgram } from './find-program.js';
import type { RedisFlavour } from './flavour.js';
import type { RunningProgram } from '../process/launch.js';
import type { ServerProgram } from './server-program.js';

export interface StartRedisOptions {
  /** Which server; by default whichever this machine has. */
  flavour?: RedisFlavour;
  /** Further command line arguments, e.g. `['--maxmemory', '2mb']`. They win over ours. */
  args?: readonly string[];
  /** Keep an append-only file, so that data survives `restart()` and `kill()`. Without it nothing is kept. */
  appendonly?: boolean;
  /** An existing folder to work in; it is not removed. By default a temporary one. */
  dir?: string;
}

/** One server process that belongs to one test. It ends with the test process at the latest. */
export interface RedisServer {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Of the running process; changes with `restart()`. */
  readonly pid: number;
  /** False after `stop()` and `kill()`; a paused server still runs. */
  readonly running: boolean;
  /** The server's working folder. */
  readonly dir: string;
  /** e.g. `{ product: 'redis', version: '8.0.2' }` */
  readonly version: ServerProgram['server'];
  /** Ends it in order (SIGTERM) and removes its temporary folder. Can be called twice. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash would (SIGKILL by default); resolves when it is gone. The folder stays for `restart()`. */
  kill(signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  /** Stops the process without closing its connections (SIGSTOP), as a long stall would. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends it in order if it runs, and starts it again on the same port and folder. Resolves when it answers. */
  restart(): Promise<void>;
}

export const HOST = '127.0.0.1';
const READY_WITHIN_MS = 20_000;
const STOP_WITHIN_MS = 10_000;
const PORT_ATTEMPTS = 5;

/** Starts a server on a free port. Resolves when it answers; rejects with its log's end when it does not. */
export async function startRedis(options: StartRedisOptions = {}): Promise<RedisServer> {
  const persistence = ['--save', '', '--appendonly', options.appendonly === true ? 'yes' : 'no'];
  return startServer(await findProgram(options.flavour ?? 'default'), {
    ...(options.dir === undefined ? {} : { dir: options.dir }),
    args: (port) => ['--port', String(port), '--bind', HOST, ...persistence, ...(options.args ?? [])],
  });
}

/** What standalone servers, cluster nodes and sentinels have in common. `args` may prepare files in `dir`. */
export async function startServer(
  program: ServerProgram,
  options: {
    dir?: string;
    args: (port: number, dir: string) => readonly string[] | Promise<readonly string[]>;
  },
): Promise<RedisServer> {
  const dir = options.dir ?? makeTempDir('redis');
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const args = await options.args(port, dir);
    const server = new ServerProcess(program, port, dir, options.dir === undefined, args);
    try {
      await server.start();
      return server;
    } catch (error) {
      // Between our look and the server's bind somebody else took the port: look again.
      if (attempt < PORT_ATTEMPTS && /Address already in use/i.test(String(error))) continue;
      await server.stop();
      throw error;
    }
  }
}

class ServerProcess implements RedisServer {
  readonly host = HOST;
  pid = 0;
  private process: RunningProgram | undefined;
  private readonly password: string | undefined;

  constructor(
    private readonly program: ServerProgram,
    readonly port: number,
    readonly dir: string,
    private readonly ownsDir: boolean,
    private readonly args: readonly string[],
  ) {
    const option = args.indexOf('--requirepass');
    this.password = option < 0 ? undefined : args[option + 1];
  }

  get url(): string {
    const login = this.password === undefined ? '' : `:${encodeURIComponent(this.password)}@`;
    return `redis://${login}${this.host}:${String(this.port)}`;
  }

  get running(): boolean {
    return this.process?.hasExited() === false;
  }

  get version(): ServerProgram['server'] {
    return this.program.server;
  }

  async start(): Promise<void> {
    const logStart = this.log().length;
    const running = this.program.launch({ dir: this.dir, args: this.args, logFile: this.logFile });
    this.process = running;
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await this.answers())) {
      const log = this.log().slice(logStart);
      if (running.hasExited()) throw new Error(`${this.program.origin} ended at its start:\n${tail(log)}`);
      if (Date.now() > deadline) {
        await this.kill();
        throw new Error(`${this.program.origin} did not answer in time:\n${tail(log)}`);
      }
      await delay(20);
    }
    this.pid = await running.pid();
  }

  async stop(): Promise<void> {
    await this.end();
    if (this.ownsDir) removeTempDir(this.dir);
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    if (this.process === undefined) return;
    await this.process.signal(signal);
    await this.process.exited;
    this.process = undefined;
  }

  async pause(): Promise<void> {
    await this.process?.signal('SIGSTOP');
  }

  async resume(): Promise<void> {
    await this.process?.signal('SIGCONT');
  }

  async restart(): Promise<void> {
    await this.end();
    await this.start();
  }

  private async end(): Promise<void> {
    const running = this.process;
    if (running === undefined) return;
    this.process = undefined;
    // A paused process would not see the request to end.
    await running.signal('SIGCONT');
    await running.signal('SIGTERM');
    const patience = new AbortController();
    const timeout = delay(STOP_WITHIN_MS, 'late', { signal: patience.signal }).catch(() => undefined);
    if ((await Promise.race([running.exited, timeout])) === 'late') await running.signal('SIGKILL');
    patience.abort();
    await running.exited;
  }

  /** Asks for the working folder too: on this port another test's server might answer while ours failed to bind. */
  private async answers(): Promise<boolean> {
    const client = controlClient(this);
    try {
      await client.connect();
      await client.ping();
      if (this.args.includes('--sentinel')) return true;
      const [, dir] = (await client.config('GET', 'dir')) as [string, string];
      return dir === this.dir;
    } catch {
      // Not listening yet, or loading its data: asked again until the deadline.
      return false;
    } finally {
      // On a connection that was refused it would leave a timer behind, which keeps the test process alive.
      if (client.status !== 'end' && client.status !== 'close') client.disconnect();
    }
  }

  private get logFile(): string {
    return join(this.dir, 'server.log');
  }

  private log(): string {
    try {
      return readFileSync(this.logFile, 'utf8');
    } catch {
      return '';
    }
  }
}

const tail = (log: string): string => log.trimEnd().split('\n').slice(-15).join('\n');

/** A plain connection for the tests' own commands: no retries, no queue, errors where they happen. Connect it, and disconnect it. */
export function controlClient(server: Pick<RedisServer, 'url'>): Redis {
  const client = new Redis(server.url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    enableReadyCheck: false,
    connectTimeout: 2_000,
    commandTimeout: 5_000,
    replyMapping: 'legacy',
  });
  // Without a listener an error event would end the process; every command reports its failure itself.
  client.on('error', () => undefined);
  return client;
}

/** Runs commands on one server and closes the connection. */
export async function withClient<T>(
  server: Pick<RedisServer, 'url'>,
  work: (client: Redis) => Promise<T>,
): Promise<T> {
  const client = controlClient(server);
  await client.connect();
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}
