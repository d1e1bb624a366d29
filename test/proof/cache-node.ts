import { randomUUID } from 'node:crypto';
import type { CacheOptions, QueryKey, RedisConnectionOptions, Scope } from '../../src/index.js';
import { spawnWorker, type Worker } from '../support/worker/worker.js';

/** How a read ended. */
export interface Answer {
  readonly value: unknown;
  readonly source: 'hit' | 'computed' | 'joined';
  /** Of a hit: the entry is that of a similar question. */
  readonly via?: 'semantic';
  readonly fill?: string;
}

export interface Outcome {
  readonly acknowledged: boolean;
  readonly entries: number;
  readonly reason?: string;
  readonly pending?: string;
}

export interface ReadOptions {
  /** Documents that the computation says it used. */
  readonly documents?: readonly string[];
}

type NodeOptions = Omit<CacheOptions, 'clock' | 'observer' | 'logger' | 'redis'> & {
  readonly redis: Exclude<RedisConnectionOptions, { client: unknown }>;
};

/** A read whose computation, if it comes to one, waits for the test to end it. */
export class GatedRead {
  /** True when the computation has begun; false when the read was answered without. */
  readonly entered: Promise<boolean>;
  readonly answer: Promise<Answer>;

  constructor(
    private readonly worker: Worker,
    private readonly id: string,
    scope: Scope,
    key: QueryKey,
    options?: ReadOptions,
  ) {
    this.answer = worker.call<Answer>('read', id, scope, key, options);
    // A test that fails before it looks at the answer must fail for its own reason.
    this.answer.catch(() => undefined);
    this.entered = worker.call<boolean>('entered', id);
    this.entered.catch(() => undefined);
  }

  /** Lets the computation answer `value`. */
  async finish(value: unknown): Promise<Answer> {
    await this.open(value);
    return await this.answer;
  }

  /** The same without waiting for the answer. */
  open(value: unknown): Promise<void> {
    return this.worker.call('finish', this.id, value);
  }

  /** Lets the computation throw. */
  fail(message: string): Promise<void> {
    return this.worker.call('fail', this.id, message);
  }
}

/** An application instance in a process of its own (test/workers/cache-node.mjs), driven through the public API. */
export class CacheNode {
  private constructor(readonly worker: Worker) {}

  static async start(options: NodeOptions): Promise<CacheNode> {
    const node = new CacheNode(await spawnWorker('cache-node.mjs'));
    try {
      await node.worker.call('open', options);
      return node;
    } catch (error) {
      await node.stop();
      throw error;
    }
  }

  read(scope: Scope, key: QueryKey, options?: ReadOptions): GatedRead {
    return new GatedRead(this.worker, randomUUID(), scope, key, options);
  }

  /** A read that would compute `value` at once. */
  ask(scope: Scope, key: QueryKey, value: unknown, options?: ReadOptions): Promise<Answer> {
    return this.read(scope, key, options).finish(value);
  }

  invalidateClient(workspaceId: string, clientId: string): Promise<Outcome> {
    return this.worker.call('invalidateClient', workspaceId, clientId);
  }

  invalidateWorkspace(workspaceId: string): Promise<Outcome> {
    return this.worker.call('invalidateWorkspace', workspaceId);
  }

  invalidateQuery(scope: Scope, query: string): Promise<Outcome> {
    return this.worker.call('invalidateQuery', scope, query);
  }

  invalidateDocument(workspaceId: string, documentId: string): Promise<Outcome> {
    return this.worker.call('invalidateDocument', workspaceId, documentId);
  }

  /** What the background deletion behind the last invalidation reported. */
  swept(): Promise<number | undefined> {
    return this.worker.call('swept');
  }

  /** Resolves when nothing runs any more, and what was stored can be found by similar questions. */
  settled(): Promise<void> {
    return this.worker.call('settled');
  }

  counts(): Promise<{ computations: number; misses: number; joined: number }> {
    return this.worker.call('counts');
  }

  /** Rejections that nobody handled in that process. */
  unhandled(): Promise<string[]> {
    return this.worker.call('unhandled');
  }

  status(): Promise<'up' | 'degraded' | 'down'> {
    return this.worker.call('status');
  }

  state(): Promise<'healthy' | 'open' | 'fenced'> {
    return this.worker.call('state');
  }

  stop(): Promise<void> {
    return this.worker.stop();
  }
}

/** Starts several, one after the other: a machine with few cores is slower with all at once. */
export async function startNodes(count: number, options: NodeOptions): Promise<CacheNode[]> {
  const nodes: CacheNode[] = [];
  for (let index = 0; index < count; index++) nodes.push(await CacheNode.start(options));
  return nodes;
}

/** A namespace that no other test uses. */
export function freshNamespace(): string {
  return `proof-${randomUUID()}`;
}

/** The server that all tests share. Never flushed, paused or restarted. */
export function sharedRedis(): { url: string } {
  const url = process.env['TEST_REDIS_URL'];
  if (url === undefined) throw new Error('TEST_REDIS_URL is set by the global set-up of the tests');
  return { url };
}
