/**
 * For those who test with this package or write a store or a vector index for it: the conformance suites, a store that
 * goes wrong on purpose, a clock that tests move, and the types of the ports.
 */
export { scopedStoreConformance } from './cache/testing/scoped-store.conformance.js';
export type {
  ConformanceCase,
  ConformanceOptions,
  CreateStore,
  StoreUnderTest,
} from './cache/testing/conformance/conformance-case.js';
export { vectorIndexConformance } from './cache/testing/vector-index.conformance.js';
export type {
  CreateIndex,
  IndexConformanceOptions,
  IndexUnderTest,
} from './cache/testing/conformance/vector-index/index-under-test.js';
export type { IndexScope, IndexSpace, Neighbour, VectorIndex } from './cache/semantic/index/vector-index.js';
export {
  chaosStore,
  type ChaosCall,
  type ChaosOptions,
  type ChaosRates,
  type ChaosStore,
} from './cache/testing/chaos-store.js';
export { ManualClock } from './cache/testing/manual-clock.js';
export type {
  BeginRequest,
  BeginResult,
  FillRequest,
  HeldLease,
  InvalidationOutcome,
  LeaseRequest,
  NoteRequest,
  ScopedStore,
  StoreHealth,
} from './cache/store/scoped-store.js';
export { WORKSPACE_WIDE, type EntryAddress, type ScopeAddress } from './cache/core/address.js';
export type { Token } from './cache/core/token.js';
export type { Clock, Timer } from './cache/core/clock.js';
export { StoreUnavailableError } from './cache/core/errors.js';
