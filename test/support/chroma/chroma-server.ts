import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../process/free-port.js';
import { launch, type RunningProgram } from '../process/launch.js';
import { makeTempDir, removeTempDir } from '../process/temp-dir.js';
import { findChroma, type ChromaProgram } from './find-chroma.js';

/** One Chroma server that belongs to one test. It ends with the test process at the latest. */
export interface ChromaServer {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Such as `1.4.4`. */
  readonly version: string;
  /** Ends it and removes its data. Can be called twice. */
  stop(): Promise<void>;
  /** Ends it at once; the data stay for `restart()`. */
  kill(): Promise<void>;
  /** Stops the process without closing its connections (SIGSTOP). */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Starts it again on the same port, with its data or, `empty`, without. Resolves when it answers. */
  restart(options?: { empty?: boolean }): Promise<void>;
}

const HOST = '127.0.0.1';
/** Where Linux keeps files in memory: the server waits for the disk with every write, which a test gains nothing by. */
const MEMORY = '/dev/shm';
const READY_WITHIN_MS = 30_000;
const PORT_ATTEMPTS = 5;

/** Starts a server on a free port. Resolves when it answers; rejects with its log's end when it does not. */
export async function startChroma(): Promise<ChromaServer> {
  const program = await findChroma();
  const dir = makeTempDir('chroma', existsSync(MEMORY) ? MEMORY : undefined);
  for (let attempt = 1; ; attempt++) {
    const server = new ServerProcess(program, await freePort(), dir);
    try {
      await server.start();
      return server;
    } catch (error) {
      // Between our look and the server's bind somebody else took the port: look again.
      if (attempt < PORT_ATTEMPTS && /in use/i.test(String(error))) continue;
      await server.stop();
      throw error;
    }
  }
}

class ServerProcess implements ChromaServer {
  readonly host = HOST;
  private process: RunningProgram | undefined;

  constructor(
    private readonly program: ChromaProgram,
    readonly port: number,
    private readonly dir: string,
  ) {}

  get url(): string {
    return `http://${HOST}:${String(this.port)}`;
  }

  get version(): string {
    return this.program.version;
  }

  async start(): Promise<void> {
    const args = ['run', '--path', this.data, '--host', HOST, '--port', String(this.port)];
    const logFile = join(this.dir, 'server.log');
    const running = launch([...this.program.command, ...args], { dir: this.dir, logFile });
    this.process = running;
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await this.answers())) {
      const log = (): string => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
      if (running.hasExited()) throw new Error(`Chroma ended at its start:\n${log()}`);
      if (Date.now() > deadline) {
        await this.kill();
        throw new Error(`Chroma did not answer in time:\n${log()}`);
      }
      await delay(50);
    }
    // What answered may be another's server, on whose port ours could not listen.
    if (running.hasExited()) throw new Error('The port is in use.');
  }

  async stop(): Promise<void> {
    await this.kill();
    removeTempDir(this.dir);
  }

  // It takes no notice of SIGTERM.
  async kill(): Promise<void> {
    const running = this.process;
    this.process = undefined;
    await running?.signal('SIGKILL');
    await running?.exited;
  }

  async pause(): Promise<void> {
    await this.process?.signal('SIGSTOP');
  }

  async resume(): Promise<void> {
    await this.process?.signal('SIGCONT');
  }

  async restart({ empty = false } = {}): Promise<void> {
    await this.kill();
    if (empty) rmSync(this.data, { recursive: true, force: true });
    await this.start();
  }

  private async answers(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/api/v2/heartbeat`, { signal: AbortSignal.timeout(2000) });
      return answer.ok;
    } catch {
      // Not listening yet: asked again until the deadline.
      return false;
    }
  }

  private get data(): string {
    return join(this.dir, 'data');
  }
}
