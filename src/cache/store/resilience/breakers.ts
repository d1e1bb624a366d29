import type { Clock } from '../../core/clock.js';
import { ShardBreaker } from './shard-breaker.js';
import type { ShardPlace, Shards } from './shards.js';

export interface BreakersParts {
  readonly shards: Shards;
  readonly clock: Clock;
  readonly random: () => number;
  /** Some circuit was opened (then with its cause) or closed. */
  readonly onChange: (cause?: unknown) => void;
}

/** Names of shards come and go with a cluster's nodes; more closed circuits than this are forgotten. */
const MAX_IDLE = 128;

/**
 * A circuit for each shard. Per shard, because that is what dies: one circuit for all would let a dead shard of a
 * cluster switch the others off, one for each workspace would let every workspace wait for a time-out of its own.
 * Everything of a workspace lies in one slot, so one circuit decides for it. A failover gives its slots another
 * primary and so another circuit, a closed one.
 */
export class Breakers {
  private readonly circuits = new Map<string, ShardBreaker>();
  private stopWatching: (() => void) | undefined;

  constructor(private readonly parts: BreakersParts) {}

  get anyOpen(): boolean {
    return [...this.circuits.values()].some((circuit) => circuit.open);
  }

  get allOpen(): boolean {
    return this.circuits.size > 0 && [...this.circuits.values()].every((circuit) => circuit.open);
  }

  of(place: ShardPlace): ShardBreaker {
    let circuit = this.circuits.get(place.shard);
    if (circuit === undefined) {
      circuit = this.newCircuit(place);
      this.forgetIdle();
      this.circuits.set(place.shard, circuit);
    }
    return circuit;
  }

  ofWorkspace(workspace: string): ShardBreaker {
    return this.of(this.parts.shards.ofWorkspace(workspace));
  }

  /** Follows the connections: a loss that is seen need not be found out by a request. */
  start(): void {
    this.stopWatching = this.parts.shards.watch({
      ready: () => this.each((circuit) => circuit.probeNow()),
      lost: () => this.lost(),
    });
    if (!this.parts.shards.connected()) this.lost();
  }

  stop(): void {
    this.stopWatching?.();
    this.each((circuit) => circuit.stop());
  }

  private lost(): void {
    // Of one server there is one circuit, which must exist to be opened.
    this.ofWorkspace('');
    this.each((circuit) => circuit.trip(new Error('The connection is lost.')));
  }

  private each(act: (circuit: ShardBreaker) => void): void {
    for (const circuit of this.circuits.values()) act(circuit);
  }

  private newCircuit(place: ShardPlace): ShardBreaker {
    const { shards, clock, random, onChange } = this.parts;
    return new ShardBreaker({
      clock,
      random,
      probe: () => shards.probe(place),
      onOpen: (cause) => onChange(cause),
      onClose: () => onChange(),
    });
  }

  private forgetIdle(): void {
    if (this.circuits.size < MAX_IDLE) return;
    for (const [shard, circuit] of this.circuits)
      if (!circuit.open && circuit.idle) this.circuits.delete(shard);
  }
}
