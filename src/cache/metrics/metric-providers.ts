import type { Provider } from '@nestjs/common';
import { makeCounterProvider, makeGaugeProvider, makeHistogramProvider } from '@willsoto/nestjs-prometheus';

const COUNTERS = {
  ai_agent_cache_hits_total: ['Answers served from the cache', ['workspace_id', 'cache_layer']],
  ai_agent_cache_misses_total: [
    'Requests for which the cache had no true entry',
    ['workspace_id', 'cache_layer'],
  ],
  ai_agent_cache_miss_reasons_total: [
    'Misses by what was found instead of a true entry',
    ['cache_layer', 'reason'],
  ],
  ai_agent_cache_invalidations_total: ['Invalidations', ['workspace_id', 'reason']],
  ai_agent_cache_unacknowledged_invalidations_total: [
    'Invalidations that could not be made sure of',
    ['reason'],
  ],
  ai_agent_cache_replayed_invalidations_total: [
    'Invalidations that waited for the store to come back and are applied',
    [],
  ],
  ai_agent_cache_invalidated_entries_total: ['Entries found where something was invalidated', ['reason']],
  ai_agent_cache_swept_entries_total: ['Dead entries deleted physically in the background', []],
  ai_agent_cache_bypasses_total: ['Requests served without asking the cache', ['cache_layer', 'reason']],
  ai_agent_cache_fills_total: ['Computed values, by whether they were stored', ['cache_layer', 'outcome']],
  ai_agent_cache_joined_flights_total: ['Requests that joined a running computation', ['cache_layer']],
  ai_agent_cache_cost_saved_usd_total: ['USD that computing what hits served had cost', ['cache_layer']],
  ai_agent_cache_cost_spent_usd_total: ['USD spent on computations', ['cache_layer']],
  ai_agent_cache_corrupt_entries_total: [
    'Bytes in the store that were not an entry of their address',
    ['cache_layer'],
  ],
  ai_agent_cache_semantic_decisions_total: [
    'Entries of similar questions, by whether they might answer and which stage said so',
    ['stage', 'outcome', 'reason'],
  ],
  ai_agent_cache_semantic_failures_total: [
    'Searches for similar questions that ended because something did not answer in time',
    ['part'],
  ],
} as const satisfies Record<string, readonly [help: string, labels: readonly string[]]>;

const GAUGES = {
  ai_agent_cache_pending_invalidations: 'Targets of invalidations that wait for the store to come back',
} as const satisfies Record<string, string>;

const FAST_SECONDS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25];
const SLOW_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

const HISTOGRAMS = {
  ai_agent_query_duration_seconds: ['From request to answer', ['cache_layer', 'source'], SLOW_SECONDS],
  ai_agent_cache_lookup_duration_seconds: [
    'From asking the store to its reply',
    ['cache_layer', 'result'],
    FAST_SECONDS,
  ],
  ai_agent_cache_computation_duration_seconds: [
    'Computations after a miss',
    ['cache_layer', 'result'],
    SLOW_SECONDS,
  ],
  ai_agent_cache_entry_bytes: [
    'Payloads stored, after compression',
    ['cache_layer'],
    [256, 1024, 4096, 16384, 65536, 262144, 1048576],
  ],
} as const satisfies Record<
  string,
  readonly [help: string, labels: readonly string[], buckets: readonly number[]]
>;

export type CounterName = keyof typeof COUNTERS;
export type GaugeName = keyof typeof GAUGES;
export type HistogramName = keyof typeof HISTOGRAMS;

export const COUNTER_NAMES = Object.keys(COUNTERS) as CounterName[];
export const GAUGE_NAMES = Object.keys(GAUGES) as GaugeName[];
export const HISTOGRAM_NAMES = Object.keys(HISTOGRAMS) as HistogramName[];

/**
 * The metrics, in the default registry. PrometheusModule is not imported here: whether there is a `/metrics`, and
 * where, is the host's business.
 */
export const metricProviders: Provider[] = [
  ...Object.entries(COUNTERS).map(([name, [help, labelNames]]) =>
    makeCounterProvider({ name, help: `${help}.`, labelNames: [...labelNames] }),
  ),
  ...Object.entries(GAUGES).map(([name, help]) => makeGaugeProvider({ name, help: `${help}.` })),
  ...Object.entries(HISTOGRAMS).map(([name, [help, labelNames, buckets]]) =>
    makeHistogramProvider({ name, help: `${help}.`, labelNames: [...labelNames], buckets: [...buckets] }),
  ),
];
