import type { FactoryProvider } from '@nestjs/common';
import { getToken } from '@willsoto/nestjs-prometheus';
import type { Counter, Gauge, Histogram } from 'prom-client';
import type { BypassReason, CacheObserver, FillOutcome, MissReason } from '../core/observer.js';
import { CACHE_MODULE_OPTIONS, type CacheModuleOptions } from '../nest/cache-module.options.js';
import { resolveModuleOptions } from '../nest/resolve-module-options.js';
import {
  COUNTER_NAMES,
  GAUGE_NAMES,
  HISTOGRAM_NAMES,
  type CounterName,
  type GaugeName,
  type HistogramName,
} from './metric-providers.js';
import { WorkspaceLabels } from './workspace-labels.js';

type Counters = Readonly<Record<CounterName, Counter>>;
type Gauges = Readonly<Record<GaugeName, Gauge>>;
type Histograms = Readonly<Record<HistogramName, Histogram>>;

/** Counts what the engine tells, in Prometheus' terms. */
export class PrometheusObserver implements CacheObserver {
  constructor(
    private readonly counters: Counters,
    private readonly gauges: Gauges,
    private readonly histograms: Histograms,
    private readonly workspaces: WorkspaceLabels,
  ) {}

  hit(layer: string, workspaceId: string, savedUsd: number): void {
    if (savedUsd > 0) this.counters.ai_agent_cache_cost_saved_usd_total.inc({ cache_layer: layer }, savedUsd);
    this.counters.ai_agent_cache_hits_total.inc({
      cache_layer: layer,
      workspace_id: this.workspaces.of(workspaceId),
    });
  }

  miss(layer: string, workspaceId: string, reason: MissReason): void {
    this.counters.ai_agent_cache_misses_total.inc({
      cache_layer: layer,
      workspace_id: this.workspaces.of(workspaceId),
    });
    this.counters.ai_agent_cache_miss_reasons_total.inc({ cache_layer: layer, reason });
  }

  joined(layer: string): void {
    this.counters.ai_agent_cache_joined_flights_total.inc({ cache_layer: layer });
  }

  bypass(layer: string, reason: BypassReason): void {
    this.counters.ai_agent_cache_bypasses_total.inc({ cache_layer: layer, reason });
  }

  fill(layer: string, _workspaceId: string, outcome: FillOutcome, bytes: number): void {
    this.counters.ai_agent_cache_fills_total.inc({ cache_layer: layer, outcome });
    if (outcome === 'stored')
      this.histograms.ai_agent_cache_entry_bytes.observe({ cache_layer: layer }, bytes);
  }

  lookup(layer: string, seconds: number, result: 'hit' | 'miss' | 'error'): void {
    this.histograms.ai_agent_cache_lookup_duration_seconds.observe({ cache_layer: layer, result }, seconds);
  }

  answered(layer: string, seconds: number, source: 'hit' | 'computed' | 'joined' | 'error'): void {
    this.histograms.ai_agent_query_duration_seconds.observe({ cache_layer: layer, source }, seconds);
  }

  computed(layer: string, seconds: number, result: 'ok' | 'error', spentUsd: number): void {
    if (spentUsd > 0) this.counters.ai_agent_cache_cost_spent_usd_total.inc({ cache_layer: layer }, spentUsd);
    this.histograms.ai_agent_cache_computation_duration_seconds.observe(
      { cache_layer: layer, result },
      seconds,
    );
  }

  corrupt(layer: string): void {
    this.counters.ai_agent_cache_corrupt_entries_total.inc({ cache_layer: layer });
  }

  invalidated(workspaceId: string, reason: string, acknowledged: boolean, entries: number): void {
    this.counters.ai_agent_cache_invalidations_total.inc({
      workspace_id: this.workspaces.of(workspaceId),
      reason,
    });
    if (!acknowledged) this.counters.ai_agent_cache_unacknowledged_invalidations_total.inc({ reason });
    if (entries > 0) this.counters.ai_agent_cache_invalidated_entries_total.inc({ reason }, entries);
  }

  decided(stage: string, outcome: string, reason: string): void {
    this.counters.ai_agent_cache_semantic_decisions_total.inc({ stage, outcome, reason });
  }

  semanticFailed(part: string): void {
    this.counters.ai_agent_cache_semantic_failures_total.inc({ part });
  }

  pendingInvalidations(targets: number): void {
    this.gauges.ai_agent_cache_pending_invalidations.set(targets);
  }

  replayed(_workspaceId: string, invalidations: number): void {
    this.counters.ai_agent_cache_replayed_invalidations_total.inc(invalidations);
  }

  swept(entries: number): void {
    this.counters.ai_agent_cache_swept_entries_total.inc(entries);
  }
}

export const prometheusObserverProvider: FactoryProvider<PrometheusObserver> = {
  provide: PrometheusObserver,
  inject: [
    CACHE_MODULE_OPTIONS,
    ...[...COUNTER_NAMES, ...GAUGE_NAMES, ...HISTOGRAM_NAMES].map((name) => getToken(name)),
  ],
  useFactory: (options: CacheModuleOptions, ...metrics: (Counter | Gauge | Histogram)[]) => {
    const { workspaceLabel, maxWorkspaces } = resolveModuleOptions(options).metrics;
    const named = (names: readonly string[], from: number): unknown =>
      Object.fromEntries(names.map((name, index) => [name, metrics[from + index]]));
    return new PrometheusObserver(
      named(COUNTER_NAMES, 0) as Counters,
      named(GAUGE_NAMES, COUNTER_NAMES.length) as Gauges,
      named(HISTOGRAM_NAMES, COUNTER_NAMES.length + GAUGE_NAMES.length) as Histograms,
      new WorkspaceLabels(workspaceLabel, maxWorkspaces),
    );
  },
};
