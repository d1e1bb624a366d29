import type { EntryAddress } from '../../src/cache/core/address.js';
import { KeyDigester } from '../../src/cache/core/digest.js';
import { type Token, tokenKey } from '../../src/cache/core/token.js';
import { MemoryStore } from '../../src/cache/store/memory/memory-store.js';
import { targetKey, type InvalidationTarget } from '../../src/cache/store/resilience/invalidation-target.js';
import type { InvalidationJournal } from '../../src/cache/store/resilience/journal/invalidation-journal.js';
import { LocalFallback } from '../../src/cache/store/resilience/local-fallback.js';
import { OutageGuard } from '../../src/cache/store/resilience/outage-guard.js';
import { ResilientScopedStore } from '../../src/cache/store/resilience/resilient-scoped-store.js';
import type { ResilienceState } from '../../src/cache/store/resilience/resilience-events.js';
import { ManualClock } from '../../src/testing.js';
import { FaultyLink } from './faulty-link.js';

export interface WorldOptions {
  readonly processes: number;
  readonly clients: number;
  readonly journal: boolean;
  readonly fallback: boolean;
  /** A fault that the histories must find. */
  readonly broken?: 'no fence' | 'a deaf fallback' | 'a forgetful journal';
}

interface Running {
  readonly client: number;
  readonly token: Token;
  /** The data it has read; `undefined` before it has. */
  value?: number;
}

const TTL_MS = 3_600_000;
const digester = new KeyDigester('outage');

/** What a journal has on its disk; outlives the process. */
class Disk {
  readonly targets = new Map<string, InvalidationTarget>();

  journal(isAlive: () => boolean, isForgetful: boolean): InvalidationJournal {
    const write = async (change: () => void): Promise<void> => {
      await Promise.resolve();
      if (!isAlive()) throw new Error('The process is dead.');
      change();
    };
    return {
      open: () => Promise.resolve(isForgetful ? [] : [...this.targets.values()]),
      append: (targets) => write(() => targets.forEach((each) => this.targets.set(targetKey(each), each))),
      applied: (targets) => write(() => targets.forEach((each) => this.targets.delete(targetKey(each)))),
      close: () => Promise.resolve(),
    };
  }
}

/** One process: the store as its engine sees it, what it computes, and what it may never serve any more. */
class Process {
  readonly running: Running[] = [];
  /** By client: the oldest version that this process may serve, by its own invalidations alone. */
  readonly floor: number[];
  readonly link: FaultyLink;
  readonly guard: OutageGuard;
  readonly store: ResilientScopedStore;
  readonly states: ResilienceState[] = [];
  alive = true;

  constructor(
    server: MemoryStore,
    clock: ManualClock,
    readonly disk: Disk,
    readonly durableFloor: number[],
    { journal, fallback: withFallback, broken }: WorldOptions,
  ) {
    this.floor = [...durableFloor];
    this.link = new FaultyLink(server);
    const fallback = withFallback
      ? new LocalFallback({ maxBytes: 1e6, clock, maxStalenessMs: undefined })
      : undefined;
    if (fallback !== undefined && broken === 'a deaf fallback') fallback.invalidate = () => undefined;
    this.guard = new OutageGuard({
      store: this.link.scoped,
      shards: this.link,
      clock,
      random: () => 0.5,
      journal: journal ? disk.journal(() => this.alive, broken === 'a forgetful journal') : undefined,
      context: { scope: (scope) => digester.scope(scope) },
      journalTimeoutMs: 250,
      events: {
        state: (state) => {
          this.states.push(state);
          if (state === 'healthy') fallback?.forget();
        },
        pending: () => undefined,
        applied: () => undefined,
        journalFailed: () => undefined,
        abandoned: () => undefined,
      },
    });
    this.store = new ResilientScopedStore({ store: this.link.scoped, guard: this.guard, fallback });
    if (broken === 'no fence') this.store.begin = (request) => this.link.scoped.begin(request);
  }
}

/** Processes that share a store and data that change; every read is judged. */
export class OutageWorld {
  readonly clock = new ManualClock();
  readonly processes: Process[] = [];
  /** By client. */
  readonly versions: number[];
  /** By client: what every process must have heard of. */
  private readonly acknowledged: number[];
  readonly violations: string[] = [];
  hits = 0;
  pendings = 0;
  private readonly server: MemoryStore;
  private readonly addresses: EntryAddress[];

  private constructor(private readonly options: WorldOptions) {
    const clients = Array.from({ length: options.clients }, (_, index) => index);
    this.versions = clients.map(() => 1);
    this.acknowledged = clients.map(() => 0);
    this.addresses = clients.map((client) => {
      const scope = digester.scope({ workspaceId: `w${String(client % 2)}`, clientId: String(client) });
      return digester.address({ name: 'l', version: 1 }, scope, digester.id('q'), 'm');
    });
    this.server = new MemoryStore({ maxBytes: 1e6, clock: this.clock });
  }

  static async start(options: WorldOptions): Promise<OutageWorld> {
    const world = new OutageWorld(options);
    for (let index = 0; index < options.processes; index++) {
      await world.spawn(
        index,
        new Disk(),
        world.versions.map(() => 0),
      );
    }
    return world;
  }

  process(index: number): Process {
    return this.processes[index % this.processes.length] as Process;
  }

  /** A read up to its miss: a hit and a joined computation are judged, a computation waits for its next step. */
  async read(index: number, client: number): Promise<void> {
    const process = this.process(index);
    const floor = this.floor(process, client);
    const now = this.clock.now();
    const request = { address: this.address(client), now, notBefore: 0, ttlMs: TTL_MS };
    // A store that is left alone: the request is computed for itself, from data read now.
    const begun = await process.store.begin(request).catch(() => undefined);
    if (begun === undefined) return;
    if (begun.status === 'hit') {
      this.hits++;
      this.judge('hit', index, client, Number(begun.entry.toString()), floor);
      return;
    }
    const joined = process.running.find(
      (each) => each.client === client && tokenKey(each.token) === tokenKey(begun.token),
    );
    if (joined?.value !== undefined) this.judge('join', index, client, joined.value, floor);
    process.running.push({ client, token: begun.token });
  }

  /** The oldest computation that has not read its data does so. */
  compute(index: number): void {
    const next = this.process(index).running.find(({ value }) => value === undefined);
    if (next !== undefined) next.value = this.versions[next.client] as number;
  }

  /** The oldest computation that has read its data is stored. */
  async fill(index: number): Promise<void> {
    const process = this.process(index);
    const at = process.running.findIndex(({ value }) => value !== undefined);
    const [done] = at < 0 ? [] : process.running.splice(at, 1);
    if (done === undefined) return;
    const now = this.clock.now();
    await process.store
      .fill({
        address: this.address(done.client),
        token: done.token,
        entry: Buffer.from(String(done.value)),
        createdAt: now,
        expiresAt: now + TTL_MS,
        documents: [],
      })
      .catch(() => undefined); // not stored
  }

  /** A change, committed, and its invalidation. `wide`: of the whole workspace. */
  async write(index: number, client: number, wide: boolean): Promise<void> {
    const process = this.process(index);
    const version = ++this.versions[client]!;
    const { store } = process;
    const address = this.address(client);
    const outcome = wide
      ? await store.invalidateWorkspace(address.workspace)
      : await store.invalidateClient(address);
    if (outcome.acknowledged) this.acknowledged[client] = Math.max(version, this.acknowledged[client] ?? 0);
    else this.pendings++;
    process.floor[client] = Math.max(version, process.floor[client] ?? 0);
    if (outcome.acknowledged || outcome.pending === 'journal') process.durableFloor[client] = version;
  }

  /** Ends at once, and starts again with what is on its disk; its link is as it was. */
  async crash(index: number): Promise<void> {
    const at = index % this.processes.length;
    const { disk, durableFloor, link } = this.kill(at);
    await this.spawn(at, disk, durableFloor);
    this.process(at).link.set(link.state);
  }

  /** Everything is well again for long enough. */
  async heal(): Promise<void> {
    for (const { link } of this.processes) {
      await link.deliver();
      link.set('up');
    }
    await this.clock.advance(10_000);
    for (const { link } of this.processes) await link.deliver();
  }

  /** After `heal`: what every process must know now. */
  async judgeEnd(): Promise<void> {
    this.processes.forEach(({ guard, floor }, index) => {
      if (guard.state !== 'healthy') this.violations.push(`process ${String(index)} is ${guard.state}`);
      if (guard.waiting > 0)
        this.violations.push(`process ${String(index)} has ${String(guard.waiting)} pending`);
      // What waited in any process is applied, so it holds for all of them.
      floor.forEach((version, client) => {
        this.acknowledged[client] = Math.max(version, this.acknowledged[client] ?? 0);
      });
    });
    for (let index = 0; index < this.processes.length; index++) {
      for (let client = 0; client < this.options.clients; client++) await this.read(index, client);
    }
  }

  async stop(): Promise<void> {
    for (const { guard } of this.processes) await guard.stop();
  }

  private kill(at: number): Process {
    const process = this.processes[at] as Process;
    process.alive = false;
    void process.guard.stop();
    return process;
  }

  private async spawn(at: number, disk: Disk, durableFloor: number[]): Promise<void> {
    const process = new Process(this.server, this.clock, disk, durableFloor, this.options);
    this.processes[at] = process;
    await process.guard.start();
  }

  private floor(process: Process, client: number): number {
    return Math.max(this.acknowledged[client] ?? 0, process.floor[client] ?? 0);
  }

  private judge(how: string, process: number, client: number, value: number, floor: number): void {
    if (value >= floor) return;
    this.violations.push(
      `${how} in process ${String(process)}: client ${String(client)} at ${String(value)}, not ${String(floor)}`,
    );
  }

  private address(client: number): EntryAddress {
    return this.addresses[client] as EntryAddress;
  }
}
