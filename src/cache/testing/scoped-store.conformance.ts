import type { ConformanceCase, ConformanceOptions, CreateStore } from './conformance/conformance-case.js';
import { documentCases } from './conformance/document.cases.js';
import { expiryCases } from './conformance/expiry.cases.js';
import { fillCases } from './conformance/fill.cases.js';
import { historyCases } from './conformance/history.cases.js';
import { housekeepingCases } from './conformance/housekeeping.cases.js';
import { invalidationCases } from './conformance/invalidation.cases.js';
import { leaseCases } from './conformance/lease.cases.js';
import { noteCases } from './conformance/note.cases.js';

/**
 * The contract of `ScopedStore` as cases for any test runner. Every store of this package passes them; a store of
 * your own is fit to be used when it does.
 *
 * ```ts
 * import { scopedStoreConformance } from 'nestjs-ai-cache/testing';
 *
 * describe('MyStore keeps the contract', () => {
 *   const cases = scopedStoreConformance(async () => {
 *     const store = new MyStore({ prefix: randomUUID() });
 *     await store.start();
 *     return { store, close: () => store.stop() };
 *   });
 *   for (const c of cases) it(c.name, c.run);
 * });
 * ```
 *
 * @param create Makes a started, empty store; called once for each case. See `StoreUnderTest` for what else it may
 *   give: a second process's store (`peer`), another namespace (`neighbour`), a hand on the store's clock (`elapse`).
 */
export function scopedStoreConformance(
  create: CreateStore,
  options: ConformanceOptions = {},
): ConformanceCase[] {
  return [
    ...fillCases(create),
    ...invalidationCases(create),
    ...leaseCases(create),
    ...documentCases(create),
    ...expiryCases(create),
    ...noteCases(create),
    ...housekeepingCases(create),
    ...historyCases(create, options),
  ];
}
