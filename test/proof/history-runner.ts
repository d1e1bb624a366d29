import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import {
  type History,
  type InvalidationEvent,
  type ReadEvent,
  type Request,
  type SignedAnswer,
  type Target,
} from './history-checker.js';
import { ALL_REQUESTS, type Step } from './history-steps.js';

export interface NodeAnswer {
  readonly answer: SignedAnswer;
  readonly source: 'hit' | 'computed' | 'joined';
  readonly fill?: string | undefined;
}

/** One application instance, as the runner sees it. */
export interface HistoryNode {
  read(request: Request, compute: () => Promise<SignedAnswer>): Promise<NodeAnswer>;
  invalidate(target: Target): Promise<{ readonly acknowledged: boolean }>;
}

export interface HistoryWorld {
  readonly nodes: readonly HistoryNode[];
  /** Resolves when what was sent to the store before has been answered. */
  settle(): Promise<void>;
  /** Removes some of the keys of a workspace. */
  lose(workspaceId: string, pick: number): Promise<void>;
}

/** How often what happened, summed over runs: a test in which the interesting things never happen proves nothing. */
export class Tally {
  hit = 0;
  joined = 0;
  computed = 0;
  stored = 0;
  refused = 0;
}

class ComputationFailed extends Error {}

/** A computation that waits for the next step: to read its data, then to end. */
interface Waiting {
  proceed(): void;
  fail(): void;
}

const DRAIN_WITHIN_MS = 15_000;
let runs = 0;

/** Carries out the steps and writes down what was seen. */
export async function runHistory(
  world: HistoryWorld,
  steps: readonly Step[],
  tally: Tally,
): Promise<History> {
  return await new Run(world, tally, `run ${String(++runs)} of ${String(process.pid)}`).play(steps);
}

class Run {
  private readonly reads: ReadEvent[] = [];
  private readonly invalidations: InvalidationEvent[] = [];
  private readonly waiting = new Set<Waiting>();
  private readonly underWay = new Set<Promise<void>>();
  private readonly errors: unknown[] = [];
  private time = 0;
  /** The source of truth: all its versions ever are the number of writes before. */
  private version = 0;
  private draining = false;

  constructor(
    private readonly world: HistoryWorld,
    private readonly tally: Tally,
    private readonly prefix: string,
  ) {}

  async play(steps: readonly Step[]): Promise<History> {
    for (const step of steps) {
      this.take(step);
      if (step.then === 'next turn') await nextTurn();
      if (step.then === 'settled') await this.world.settle();
    }
    this.draining = true;
    await this.drain();
    for (const node of this.world.nodes) {
      for (const request of ALL_REQUESTS) this.begin(this.read(node, this.own(request)));
      await this.drain();
    }
    if (this.errors.length > 0) throw new AggregateError(this.errors, 'a read or an invalidation failed');
    return { reads: this.reads, invalidations: this.invalidations };
  }

  private take(step: Step): void {
    switch (step.do) {
      case 'read':
        this.begin(this.read(this.node(step.node), this.own(step.request)));
        break;
      case 'write':
        this.begin(this.write(this.node(step.node), this.own(step.target)));
        break;
      case 'lose':
        this.begin(this.world.lose(this.own({ workspaceId: 'w' }).workspaceId, step.pick));
        break;
      case 'proceed':
        this.pick(step.pick)?.proceed();
        break;
      case 'fail':
        this.pick(step.pick)?.fail();
        break;
    }
  }

  /** Every run has workspaces of its own, so that runs can share servers and processes. */
  private own<T extends { readonly workspaceId: string }>(named: T): T {
    return { ...named, workspaceId: `${this.prefix} ${named.workspaceId}` };
  }

  private node(index: number): HistoryNode {
    const { nodes } = this.world;
    return nodes[index % nodes.length] as HistoryNode;
  }

  private pick(index: number): Waiting | undefined {
    return [...this.waiting][index % Math.max(1, this.waiting.size)];
  }

  private begin(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => void this.errors.push(error))
      .finally(() => this.underWay.delete(tracked));
    this.underWay.add(tracked);
  }

  private async read(node: HistoryNode, request: Request): Promise<void> {
    const start = ++this.time;
    let seen: NodeAnswer;
    try {
      seen = await node.read(request, () => this.compute(request));
    } catch (error) {
      if (error instanceof Error && error.message === 'computation failed') return;
      throw error;
    }
    this.reads.push({ start, end: ++this.time, request, answer: seen.answer });
    this.tally[seen.source]++;
    if (seen.source === 'computed' && seen.fill === 'stored') this.tally.stored++;
    if (seen.source === 'computed' && seen.fill === 'refused') this.tally.refused++;
  }

  private async compute(request: Request): Promise<SignedAnswer> {
    await this.gate();
    const answer = { request, version: this.version };
    await this.gate();
    return answer;
  }

  private gate(): Promise<void> {
    if (this.draining) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const leave = (go: () => void) => () => {
        this.waiting.delete(waiting);
        go();
      };
      const waiting: Waiting = {
        proceed: leave(resolve),
        fail: leave(() => reject(new ComputationFailed('computation failed'))),
      };
      this.waiting.add(waiting);
    });
  }

  private async write(node: HistoryNode, target: Target): Promise<void> {
    const version = ++this.version;
    const start = ++this.time;
    const { acknowledged } = await node.invalidate(target);
    this.invalidations.push({ start, acknowledged: acknowledged ? ++this.time : undefined, target, version });
  }

  private async drain(): Promise<void> {
    const deadline = Date.now() + DRAIN_WITHIN_MS;
    while (this.underWay.size > 0) {
      for (const waiting of [...this.waiting]) waiting.proceed();
      if (Date.now() > deadline) throw new Error(`${String(this.underWay.size)} operations never ended`);
      await delay(1);
    }
  }
}
