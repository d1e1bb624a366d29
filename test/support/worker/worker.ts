import { fork, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { reapAtExit, reaped } from '../process/reaper.js';

/** Node code of its own process: a test's second, third and fourth application instance. */
export interface Worker {
  readonly pid: number;
  /** Calls a method that the script gave to `serve`. Rejects with the error it threw, or with `WorkerEndedError`. */
  call<T = unknown>(method: string, ...args: readonly unknown[]): Promise<T>;
  /** Sends a signal. Resolves when the process is gone, unless the signal only stops or continues it. */
  kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<void>;
  /** Ends it for good; can be called twice. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** Added to this process's environment. */
  env?: Readonly<Record<string, string>>;
  args?: readonly string[];
}

/** The worker is no more, so this call will not be answered. */
export class WorkerEndedError extends Error {
  override readonly name = 'WorkerEndedError';
}

interface Reply {
  id: number;
  result?: unknown;
  error?: { name: string; message: string; stack?: string; fields: Record<string, unknown> };
}

const SCRIPTS = resolve(__dirname, '../../workers');

/**
 * Starts a script of test/workers, which imports the built package and calls `serve`; resolves when it is ready to
 * be called. It ends with this process at the latest.
 */
export async function spawnWorker(script: string, options: WorkerOptions = {}): Promise<Worker> {
  const child = fork(resolve(SCRIPTS, script), [...(options.args ?? [])], {
    env: { ...process.env, ...options.env },
    // Jest runs tests under flags of its own, which are none of the worker's business.
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  const worker = new ForkedWorker(child, script);
  await worker.ready;
  return worker;
}

class ForkedWorker implements Worker {
  readonly ready: Promise<void>;
  private readonly exited: Promise<void>;
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private lastId = 0;
  private ended: WorkerEndedError | undefined;
  private complaints = '';

  constructor(
    private readonly child: ChildProcess,
    private readonly script: string,
  ) {
    if (child.pid !== undefined) reapAtExit(child.pid);
    child.stderr?.on('data', (chunk: Buffer) => {
      this.complaints = (this.complaints + chunk.toString()).slice(-4_000);
    });
    this.exited = new Promise((resolve) => {
      // 'close' comes after the last of stderr, so that the reason is complete.
      child.once('close', (code, signal) => {
        this.end(signal ?? `exit code ${String(code)}`);
        resolve();
      });
      child.once('error', (error) => {
        this.end(error.message);
        resolve();
      });
    });
    this.ready = new Promise((resolve, reject) => {
      this.waiting.set(0, { resolve: () => resolve(), reject });
    });
    child.on('message', (message: Reply | { ready: true }) => {
      this.settle('ready' in message ? { id: 0 } : message);
    });
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error(`${this.script} did not start`);
    return this.child.pid;
  }

  call<T>(method: string, ...args: readonly unknown[]): Promise<T> {
    if (this.ended !== undefined) return Promise.reject(this.ended);
    const id = ++this.lastId;
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve, reject });
      this.child.send({ id, method, args }, (error) => {
        // The channel closed before the exit is known. The exit follows and names the reason.
        if (error !== null) void this.exited;
      });
    });
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    if (this.ended !== undefined) return;
    this.child.kill(signal);
    if (signal === 'SIGKILL' || signal === 'SIGTERM') await this.exited;
  }

  stop(): Promise<void> {
    return this.kill('SIGKILL');
  }

  private settle({ id, result, error }: Reply): void {
    const call = this.waiting.get(id);
    this.waiting.delete(id);
    if (error === undefined) {
      call?.resolve(result);
      return;
    }
    const { name, message, stack, fields } = error;
    call?.reject(Object.assign(new Error(message), fields, { name, stack: stack ?? '' }));
  }

  private end(how: string): void {
    if (this.child.pid !== undefined) reaped(this.child.pid);
    this.ended = new WorkerEndedError(`${this.script} ended (${how})\n${this.complaints}`.trimEnd());
    for (const call of this.waiting.values()) call.reject(this.ended);
    this.waiting.clear();
  }
}
