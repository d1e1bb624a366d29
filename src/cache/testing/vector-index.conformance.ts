import type { ConformanceCase } from './conformance/conformance-case.js';
import { changeCases } from './conformance/vector-index/changes.cases.js';
import { indexCases } from './conformance/vector-index/index-bench.js';
import type { CreateIndex, IndexConformanceOptions } from './conformance/vector-index/index-under-test.js';
import { isolationCases } from './conformance/vector-index/isolation.cases.js';
import { lifetimeCases } from './conformance/vector-index/lifetime.cases.js';
import { neighbourCases } from './conformance/vector-index/neighbours.cases.js';
import { poisonCases } from './conformance/vector-index/poison.cases.js';
import { scopeCases } from './conformance/vector-index/scopes.cases.js';

/**
 * The contract of `VectorIndex` as cases for any test runner. Every index of this package passes them; an index of
 * your own is fit to be used when it does.
 *
 * ```ts
 * import { vectorIndexConformance } from 'nestjs-ai-cache/testing';
 *
 * describe('MyIndex keeps the contract', () => {
 *   const cases = vectorIndexConformance(async () => {
 *     const index = new MyIndex({ prefix: randomUUID() });
 *     await index.start();
 *     return { index, close: () => index.stop() };
 *   });
 *   for (const c of cases) it(c.name, c.run);
 * });
 * ```
 *
 * @param create Makes a started, empty index; called once for each case. See `IndexUnderTest` for what else it may
 *   give: a second process's index (`peer`), another namespace (`neighbour`), a hand on the index's clock (`elapse`).
 * @param options How exact the similarities have to be, and the size of the vectors.
 */
export function vectorIndexConformance(
  create: CreateIndex,
  options: IndexConformanceOptions = {},
): ConformanceCase[] {
  const it = indexCases(create, options);
  return [
    ...neighbourCases(it),
    ...isolationCases(it),
    ...changeCases(it),
    ...scopeCases(it),
    ...poisonCases(it),
    ...lifetimeCases(it),
  ];
}
