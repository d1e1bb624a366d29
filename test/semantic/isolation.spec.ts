import type { Layer } from '../../src/cache/core/layer.js';
import { jsonCodec } from '../../src/cache/core/codec.js';
import type { QueryKeyParts } from '../../src/cache/query/query-cache.js';
import type { Scope } from '../../src/engine.js';
import { MemoryStore } from '../../src/cache/store/memory/memory-store.js';
import { ManualClock } from '../../src/testing.js';
import { ExactIndex } from './support/exact-index.js';
import { bySimilarity, semanticEngine } from './support/semantic-engine.js';

const scope: Scope = { workspaceId: 'w', clientId: 'c' };
const key: QueryKeyParts = {
  query: 'How did the session go?',
  name: 'agent',
  context: [{ role: 'user', content: 'Hello.' }],
  variant: { role: 'therapist', model: 'm1', locale: 'en' },
};

describe('a similar question of the same scope, context and variant', () => {
  it('is answered from the cache, by the bytes of the other entry', async () => {
    const { ask, queries } = semanticEngine();
    expect(await ask(scope, key, 'went well')).toEqual({ value: 'went well', source: 'computed' });
    const reworded = { ...key, query: 'What was the session like?' };
    expect(await ask(scope, reworded, 'never computed')).toEqual({ value: 'went well', source: 'semantic' });
    const [one, other] = [
      await queries.resolve(scope, key, () => Promise.reject(new Error('not asked'))),
      await queries.resolve(scope, reworded, () => Promise.reject(new Error('not asked'))),
    ];
    if (one.source !== 'hit' || other.source !== 'hit') throw new Error('hits were expected');
    expect(other.similarity).toBe(1);
    expect(other.entry.stored.equals(one.entry.stored)).toBe(true);
    expect(other.entry.entityTag.equals(one.entry.entityTag)).toBe(true);
    expect(other.entry.createdAt).toBe(one.entry.createdAt);
  });

  it('is answered in the workspace-wide scope too, and by peek', async () => {
    const { ask, scoped, queries } = semanticEngine();
    await ask({ workspaceId: 'w' }, key, 'wide');
    const reworded = queries.request({ workspaceId: 'w' }, { ...key, query: 'else' });
    const hit = await scoped.peek(reworded);
    expect([hit?.via, await hit?.value()]).toEqual(['semantic', 'wide']);
    expect(await scoped.peek(reworded, { maxAgeMs: 0 })).toBeUndefined();
  });

  it('is computed where the request says so, and its own answer is found by others all the same', async () => {
    const { ask } = semanticEngine();
    await ask(scope, key, 'one');
    const refreshed = await ask(scope, { ...key, query: 'two?' }, 'two', { maxAgeMs: 0 });
    expect(refreshed).toEqual({ value: 'two', source: 'computed' });
    const only = { ...key, query: 'three?', semantic: false as const };
    expect(await ask(scope, only, 'three')).toEqual({ value: 'three', source: 'computed' });
  });

  it('is given no answer older than it asks for', async () => {
    const clock = new ManualClock();
    const { ask } = semanticEngine({ clock });
    await ask(scope, key, 'old');
    await clock.advance(10_000);
    const reworded = { ...key, query: 'reworded?' };
    expect((await ask(scope, reworded, 'new', { maxAgeMs: 5000 })).value).toBe('new');
    expect((await ask(scope, { ...key, query: 'again?' }, 'x', { maxAgeMs: 5000 })).value).toBe('new');
  });
});

describe('whatever the similarity, identical text included, nothing is shared with', () => {
  // Everything is similar to everything, and everything that is found is served.
  const open = () => semanticEngine({ decider: bySimilarity(-1) });

  it.each<[string, Scope, Partial<QueryKeyParts>]>([
    ['another workspace', { workspaceId: 'v', clientId: 'c' }, {}],
    ['another client', { workspaceId: 'w', clientId: 'd' }, {}],
    ['the workspace as a whole', { workspaceId: 'w' }, {}],
    ['another context', scope, { context: [{ role: 'user', content: 'Hello!' }] }],
    ['no context', scope, { context: undefined }],
    ['another role', scope, { variant: { role: 'admin', model: 'm1', locale: 'en' } }],
    ['another model', scope, { variant: { role: 'therapist', model: 'm2', locale: 'en' } }],
    ['another handler', scope, { name: 'other' }],
  ])('%s', async (_, otherScope, other) => {
    for (const query of [key.query, 'How was it?']) {
      const { ask } = open();
      await ask(scope, key, 'mine');
      expect(await ask(otherScope, { ...key, ...other, query }, 'theirs')).toEqual({
        value: 'theirs',
        source: 'computed',
      });
      expect((await ask(scope, { ...key, query: 'And mine?' }, 'x')).value).toBe('mine');
    }
  });

  it('another layer, or another version of the same', async () => {
    const { scoped, lookup } = open();
    const resolve = async (layer: Layer, query: string, value: string): Promise<string> => {
      const request = { layer, scope, query, material: {}, semantic: { question: query } };
      const resolution = await scoped.resolve<unknown>(request, () => Promise.resolve(value));
      await lookup.settled();
      return resolution.source === 'hit' ? resolution.via : resolution.source;
    };
    const layer: Layer = { name: 'a', version: 1, ttlMs: 60_000, codec: jsonCodec };
    expect(await resolve(layer, 'one', '1')).toBe('computed');
    expect(await resolve(layer, 'two', '2')).toBe('semantic');
    expect(await resolve({ ...layer, name: 'b' }, 'three', '3')).toBe('computed');
    expect(await resolve({ ...layer, version: 2 }, 'four', '4')).toBe('computed');
  });

  it('vectors of another model', async () => {
    const store = new MemoryStore({ maxBytes: 1e8, clock: new ManualClock() });
    const index = new ExactIndex();
    const one = semanticEngine({ store, index, identity: 'm1' });
    const other = semanticEngine({ store, index, identity: 'm2' });
    await one.ask(scope, key, 'by m1');
    expect((await other.ask(scope, { ...key, query: 'else' }, 'by m2')).value).toBe('by m2');
    expect((await one.ask(scope, { ...key, query: 'more' }, 'x')).value).toBe('by m1');
  });
});
