import type { Cache, Passage } from '../../src/engine.js';
import { nonce } from '../../src/cache/core/incarnation.js';
import { silentObserver } from '../../src/cache/core/observer.js';
import { gate, startCache, STORE_KINDS, type Gate } from './support/caches.js';

const scope = { workspaceId: 'w', clientId: 'c' };
const QUESTION = 'How does she sleep?';
const QUERY = { query: QUESTION, collection: 'notes', topN: 3 };

interface Note extends Passage {
  readonly text: string;
}

/** A clinic in small: documents, a search over them, and an agent that answers from what the search finds. */
class Agent {
  readonly documents = new Map<string, string>([
    ['sleep', 'sleeps badly'],
    ['diet', 'eats well'],
  ]);
  searches = 0;
  answers = 0;
  /** Where the next search waits after it has read, and the next answer after its search. */
  inSearch: Gate | undefined;
  inAnswer: Gate | undefined;

  constructor(private readonly cache: Cache) {}

  search(document = 'sleep', query: string = QUESTION): Promise<readonly Note[]> {
    return this.cache.retrievals.search(scope, { ...QUERY, query }, async () => {
      this.searches++;
      const text = this.documents.get(document) ?? '';
      const waitAt = this.inSearch;
      this.inSearch = undefined;
      await waitAt?.pass();
      return [{ documentId: document, text }];
    });
  }

  answer(document = 'sleep', query: string = QUESTION): Promise<string> {
    return this.cache.queries.getOrCompute(scope, query, async () => {
      this.answers++;
      const [note] = await this.search(document, query);
      const waitAt = this.inAnswer;
      this.inAnswer = undefined;
      await waitAt?.pass();
      return `She ${note?.text ?? 'said nothing'}.`;
    });
  }

  async change(document: string, text: string): Promise<void> {
    this.documents.set(document, text);
    const { acknowledged } = await this.cache.invalidator.dependency('w', { kind: 'document', id: document });
    expect(acknowledged).toBe(true);
  }
}

describe.each(STORE_KINDS)('what used a document, on the %s store', (kind) => {
  let cache: Cache;
  let agent: Agent;
  let whenJoined = (): void => undefined;
  let joined: Promise<void>;

  beforeEach(async () => {
    joined = new Promise((resolve) => (whenJoined = resolve));
    cache = await startCache(kind, { observer: { ...silentObserver, joined: () => whenJoined() } });
    agent = new Agent(cache);
  });

  it('is untrue after its invalidation, the passages and the answer', async () => {
    await expect(agent.answer()).resolves.toBe('She sleeps badly.');
    await expect(agent.answer()).resolves.toBe('She sleeps badly.');
    expect([agent.searches, agent.answers]).toEqual([1, 1]);
    await agent.change('sleep', 'sleeps well');
    await expect(agent.search()).resolves.toEqual([{ documentId: 'sleep', text: 'sleeps well' }]);
    await expect(agent.answer()).resolves.toBe('She sleeps well.');
    expect([agent.searches, agent.answers]).toEqual([2, 2]);
  });

  it('leaves what was made from other documents, and other workspaces, alone', async () => {
    await agent.answer('diet', 'What does she eat?');
    await agent.answer();
    await agent.change('sleep', 'sleeps well');
    await expect(agent.answer('diet', 'What does she eat?')).resolves.toBe('She eats well.');
    expect([agent.searches, agent.answers]).toEqual([2, 2]);
    await cache.invalidator.dependency('other', { kind: 'document', id: 'diet' });
    await agent.answer('diet', 'What does she eat?');
    expect(agent.answers).toBe(2);
  });

  it('keeps apart a document and a collection of one name', async () => {
    await agent.answer();
    await cache.invalidator.dependency('w', { kind: 'collection', id: 'sleep' });
    await cache.invalidator.dependency('w', { kind: 'document', id: 'notes' });
    await agent.answer();
    expect(agent.answers).toBe(1);
  });

  it('reaches an answer whose passages were a hit', async () => {
    await agent.search();
    await agent.answer();
    expect([agent.searches, agent.answers]).toEqual([1, 1]);
    await agent.change('sleep', 'sleeps well');
    await expect(agent.answer()).resolves.toBe('She sleeps well.');
  });

  it('reaches an answer whose passages were joined', async () => {
    const search = gate();
    agent.inSearch = search;
    const first = agent.search();
    await search.reached;
    const answer = agent.answer();
    await joined;
    search.open();
    await expect(answer).resolves.toBe('She sleeps badly.');
    await first;
    expect(agent.searches).toBe(1);
    await agent.change('sleep', 'sleeps well');
    await expect(agent.answer()).resolves.toBe('She sleeps well.');
  });

  it('is not stored when the document changes during the search, nor joined by those who come later', async () => {
    const search = gate();
    agent.inSearch = search;
    const early = agent.answer();
    await search.reached;
    await agent.change('sleep', 'sleeps well');
    const late = agent.answer();
    await expect(late).resolves.toBe('She sleeps well.');
    search.open();
    await expect(early).resolves.toBe('She sleeps badly.');
    await expect(agent.search()).resolves.toEqual([{ documentId: 'sleep', text: 'sleeps well' }]);
    await expect(agent.answer()).resolves.toBe('She sleeps well.');
    expect([agent.searches, agent.answers]).toEqual([2, 2]);
  });

  it('is not stored when the document changes between search and answer', async () => {
    const answer = gate();
    agent.inAnswer = answer;
    const early = agent.answer();
    await answer.reached;
    await agent.change('sleep', 'sleeps well');
    answer.open();
    await expect(early).resolves.toBe('She sleeps badly.');
    await expect(agent.answer()).resolves.toBe('She sleeps well.');
    expect([agent.searches, agent.answers]).toEqual([2, 2]);
  });

  it('is conservative while computing: another document of the workspace refuses the fill too', async () => {
    const answer = gate();
    agent.inAnswer = answer;
    const early = agent.answer();
    await answer.reached;
    await agent.change('diet', 'eats little');
    answer.open();
    await early;
    await agent.answer();
    // The passages were stored before and do not depend on it; the answer was still being made.
    expect([agent.searches, agent.answers]).toEqual([1, 2]);
  });

  it('is untrue when its collection is invalidated: what was not found may be found now', async () => {
    const find = (): Promise<readonly Note[]> =>
      cache.retrievals.search(scope, QUERY, () => {
        agent.searches++;
        return Promise.resolve(
          [...agent.documents]
            .filter(([id]) => id === 'dream')
            .map(([documentId, text]) => ({ documentId, text })),
        );
      });
    const count = (): Promise<number> =>
      cache.queries.getOrCompute(scope, 'How many dreams?', async () => (await find()).length);
    await expect(count()).resolves.toBe(0);
    await agent.change('dream', 'dreams of the sea');
    await expect(count()).resolves.toBe(0); // nothing in it was made from that document
    await cache.invalidator.dependency('w', { kind: 'collection', id: 'notes' });
    await expect(count()).resolves.toBe(1);
    expect(agent.searches).toBe(2);
  });

  it('goes with the query: passages and answers share its tag', async () => {
    await agent.answer();
    await cache.levels.invalidate(scope, '  how does SHE sleep? ');
    agent.documents.set('sleep', 'sleeps well');
    await expect(agent.search()).resolves.toEqual([{ documentId: 'sleep', text: 'sleeps well' }]);
    await expect(agent.answer()).resolves.toBe('She sleeps well.');
  });

  it('is never stored when a passage does not say where it is from', async () => {
    const nameless = [{ text: 'from nowhere' }] as unknown as Note[];
    let answers = 0;
    const ask = (): Promise<number> =>
      cache.queries.getOrCompute(scope, QUESTION, async () => {
        await cache.retrievals.search(scope, QUERY, () => Promise.resolve(nameless));
        return ++answers;
      });
    await expect(ask()).resolves.toBe(1);
    await expect(ask()).resolves.toBe(2);
  });
});

describe('two processes on one Redis', () => {
  it('keep a reader after the acknowledgement away from a computation that the other began before it', async () => {
    const namespace = `t-${nonce()}`;
    const one = await startCache('redis', {}, namespace);
    const two = await startCache('redis', { leaseWaitMs: 300 }, namespace);
    const slow = new Agent(one);
    const fresh = new Agent(two);
    const search = gate();
    slow.inSearch = search;
    const early = slow.answer();
    await search.reached;
    fresh.documents.set('sleep', 'sleeps well');
    await fresh.change('sleep', 'sleeps well');
    // The other still holds the lease and will be refused: this one waits its bound, then computes itself.
    await expect(fresh.answer()).resolves.toBe('She sleeps well.');
    search.open();
    await expect(early).resolves.toBe('She sleeps badly.');
    await expect(fresh.answer()).resolves.toBe('She sleeps well.');
    slow.documents.set('sleep', 'sleeps well');
    await expect(slow.answer()).resolves.toBe('She sleeps well.');
  });
});
