import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../src/cache/testing/conformance/seeded-random.js';
import type { Fault, FaultContext } from './world.js';

/** A fault that happened. Times are microseconds since the run's epoch. */
export interface FaultEvent {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Why it could not be done, for instance because another one had just taken the server away. */
  readonly error?: string;
}

export interface FaultTrack {
  readonly faults: readonly Fault[];
  readonly context: FaultContext;
  /** Milliseconds between two faults, at least and at most. */
  readonly pause: readonly [number, number];
  readonly now: () => number;
  /** After each. @throws when the world does not recover, which ends the run. */
  readonly recovered: () => Promise<void>;
}

/** Injects one fault after the other, each as often as the others, in an order that the seed decides. */
export async function runTrack(track: FaultTrack, until: number): Promise<FaultEvent[]> {
  const events: FaultEvent[] = [];
  const { random } = track.context;
  const [least, most] = track.pause;
  let deck: Fault[] = [];
  for (;;) {
    const pauseMs = least + random.below(most - least);
    if (track.now() / 1000 + pauseMs > until) return events;
    await delay(pauseMs);
    if (deck.length === 0) deck = shuffled(track.faults, random);
    const fault = deck.pop() as Fault;
    const start = track.now();
    let failure: { error?: string } = {};
    try {
      await fault.inject(track.context);
    } catch (error) {
      failure = { error: told(error) };
    }
    await track.recovered();
    events.push({ name: fault.name, start, end: track.now(), ...failure });
  }
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const rest = [...items];
  return items.map(() => rest.splice(random.below(rest.length), 1)[0] as T);
}

function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${told(error.cause)}`;
}
