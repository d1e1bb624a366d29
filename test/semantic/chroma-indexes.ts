import { ChromaVectorIndex } from '../../src/cache/semantic/index/chroma/chroma-vector-index.js';
import { systemClock, type Clock } from '../../src/cache/core/clock.js';
import { ManualClock, type IndexUnderTest } from '../../src/testing.js';
import { uniqueNamespace } from '../store/redis-stores.js';

export interface TestChromaIndexSettings {
  readonly namespace?: string;
  readonly clock?: Clock;
  readonly timeoutMs?: number;
  readonly maxVectorsPerSpace?: number;
}

export async function chromaIndex(
  url: string,
  {
    namespace = uniqueNamespace(),
    clock = systemClock,
    timeoutMs = 10_000,
    maxVectorsPerSpace,
  }: TestChromaIndexSettings = {},
): Promise<ChromaVectorIndex> {
  const index = new ChromaVectorIndex({ url, namespace, clock, timeoutMs, maxVectorsPerSpace });
  await index.start();
  return index;
}

/** What the conformance suite asks for: two clients of one namespace, and one of another. */
export async function chromaIndexUnderTest(url: string): Promise<IndexUnderTest> {
  const clock = new ManualClock();
  const namespace = uniqueNamespace();
  const index = await chromaIndex(url, { namespace, clock });
  const peer = await chromaIndex(url, { namespace, clock });
  const neighbour = await chromaIndex(url, { clock });
  return {
    index,
    peer,
    neighbour,
    elapse: (ms) => clock.advance(ms),
    close: async () => {
      await index.clear();
      await Promise.all([index, peer, neighbour].map((each) => each.stop()));
    },
  };
}
