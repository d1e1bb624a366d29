import type { EntryAddress } from '../core/address.js';
import type { Entry } from '../core/envelope.js';
import type { JsonValue } from '../core/canonical-json.js';
import type { Layer } from '../core/layer.js';
import type { FillOutcome } from '../core/observer.js';
import type { Scope } from '../core/scope.js';
import type { ReplayPace } from './stream/replay.js';
import type { RunningStream } from './stream/stream-follower.js';
import type { ComputationContext, Provenance } from './computation.js';

/** What to look up: everything that, beside the tenant's data, decides the value. */
export interface LayerRequest<T> {
  readonly layer: Layer<T>;
  readonly scope: Scope;
  /** The normalised query: entries of one query in one scope can be invalidated together. */
  readonly query: string;
  /** The rest of the key material; any JSON. */
  readonly material: JsonValue;
  /** Present: the entry of a similar question of the same scope and material may answer, where the cache does that. */
  readonly semantic?: SemanticRequest | undefined;
}

export interface SemanticRequest {
  /** The question as it was asked. */
  readonly question: string;
  /** The least cosine of two questions with one answer, instead of the options'. */
  readonly threshold?: number | undefined;
  /** Which of the options `semantic.thresholds` applies. */
  readonly category?: string | undefined;
}

export interface ResolveOptions {
  /** This caller stops waiting when the signal aborts; others, and the computation, go on. */
  readonly signal?: AbortSignal | undefined;
  /** Life of the entry in milliseconds instead of the layer's, before jitter. */
  readonly ttlMs?: number | undefined;
  /** Only entries at most this old are hits, in milliseconds; 0 recomputes and refills. */
  readonly maxAgeMs?: number | undefined;
  /** Ends the computation when the last caller that waits for it has left. Default false. */
  readonly abortWhenAbandoned?: boolean | undefined;
  /** How a recorded stream is played back. Default `instant`. */
  readonly replay?: ReplayPace | undefined;
}

export type Compute<T> = (context: ComputationContext) => Promise<T>;

/** How a request was answered. */
export type Resolution<T> = Hit<T> | Computed<T>;

export interface Hit<T> {
  readonly source: 'hit';
  /** `semantic`: the entry is that of a similar question. */
  readonly via: 'exact' | 'semantic';
  /** Of a semantic hit: cosine of the two questions. */
  readonly similarity?: number | undefined;
  readonly entry: Entry;
  readonly address: EntryAddress;
  readonly provenance: Provenance;
  /** The value, decoded when asked for. */
  value(): Promise<T>;
}

export interface Computed<T> {
  /** `joined`: somebody else in this process had started it. */
  readonly source: 'computed' | 'joined';
  /** Of a stream every caller has its own, from the first event on; its events are shared and not to be changed. */
  readonly computed: T;
  /** What became of the value; `streaming` as long as that is open. */
  readonly fill: FillOutcome | 'streaming';
  /** What was stored or would have been; absent if the value could not be encoded. */
  readonly entry?: Entry | undefined;
  readonly provenance: Provenance;
}

/** A computation's result inside the engine: of a stream, what its readers are made from. */
export interface FlightResult<T> {
  readonly resolution: Resolution<T>;
  readonly stream?: RunningStream | undefined;
}
