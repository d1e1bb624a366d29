import { AsyncLocalStorage } from 'node:async_hooks';
import type { AnswerSource, CacheObserver, ValueCounts } from '../core/observer.js';

/** What one layer did for the code that was traced. */
export interface LayerStep {
  /** The `cache_layer` label. */
  readonly layer: string;
  /** Values asked for, by where they came from. */
  readonly values: ValueCounts;
  /** Requests that failed. */
  readonly errors: number;
  /** From the requests to their answers, in milliseconds; computing what was missing included. */
  readonly ms: number;
}

interface Sums {
  readonly values: { hit: number; computed: number; joined: number };
  errors: number;
  ms: number;
}

/**
 * Which layers the traced code asked, and which of its steps they saved. Names and sources only, no content.
 *
 * @example
 * ```ts
 * const trace = new LayerTrace();
 * const answer = await trace.run(() => agent.answer(question));
 * trace.steps(); // [{ layer: 'intent', values: { hit: 1, ... } }, { layer: 'retrieval', ... }]
 * ```
 */
export class LayerTrace {
  private readonly sums = new Map<string, Sums>();

  /** Runs `body`; what it asks of layers, at any depth and also later in what it has started, is noted here. */
  run<T>(body: () => T): T {
    return current.run(this, body);
  }

  /** By layer, in the order of their first answers. What another request computed for this one is its own affair. */
  steps(): readonly LayerStep[] {
    return [...this.sums].map(([layer, { values, errors, ms }]) => ({
      layer,
      values: { ...values },
      errors,
      ms,
    }));
  }

  /** For the engine. */
  note(layer: string, seconds: number, source: AnswerSource, values?: ValueCounts): void {
    const sums = this.of(layer);
    sums.ms += seconds * 1000;
    if (source === 'error') sums.errors++;
    else if (values === undefined) sums.values[source]++;
    else for (const origin of ['hit', 'computed', 'joined'] as const) sums.values[origin] += values[origin];
  }

  private of(layer: string): Sums {
    let sums = this.sums.get(layer);
    if (sums === undefined) {
      sums = { values: { hit: 0, computed: 0, joined: 0 }, errors: 0, ms: 0 };
      this.sums.set(layer, sums);
    }
    return sums;
  }
}

const current = new AsyncLocalStorage<LayerTrace>();

/** Carries what the engine tells to the trace around the request, if there is one. */
export const traceObserver: Partial<CacheObserver> = {
  answered(layer, seconds, source, values) {
    current.getStore()?.note(layer, seconds, source, values);
  },
};
