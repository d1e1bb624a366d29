import { KeyDigester } from '../../core/digest.js';
import { ManualClock } from '../../testing/manual-clock.js';
import type { BeginResult, FillResult } from '../scoped-store.js';
import { MemoryStore } from './memory-store.js';
import { open, recordCache, type IncarnationRecord } from './records.js';

const digester = new KeyDigester('ns');
const place = (n: number) =>
  digester.address({ name: 'l', version: 1 }, digester.scope({ workspaceId: 'w' }), digester.id('t'), n);

describe('the notes of the memory store', () => {
  const scopeOf = (client: number) => digester.scope({ workspaceId: 'w', clientId: String(client) });
  const placeIn = (client: number) =>
    digester.address({ name: 'l', version: 1 }, scopeOf(client), digester.id('t'), 0);

  it('stay within a part of its bytes: the scope that was noted in longest ago ends, and no other', async () => {
    const store = new MemoryStore({ maxBytes: 800_000, clock: new ManualClock(0) });
    const note = (client: number, name = 'a') =>
      store.note({ scope: scopeOf(client), name, note: Buffer.alloc(1000), max: 64 });
    const notesOf = async (client: number) => (await store.notes(scopeOf(client), ['a']))[0]?.length;
    for (let client = 0; client < 200; client++) {
      await store.begin({ address: placeIn(client), now: 0, notBefore: 0, ttlMs: 1000 });
      expect(await note(client)).toBe(true);
    }
    expect(await notesOf(199)).toBe(1);
    expect(await notesOf(130)).toBe(1);
    expect(await notesOf(10)).toBe(0);
    // It ended as a whole: nothing of it can be served without the notes that spoke against it.
    expect(await note(10)).toBe(false);
    // One that outgrows all the room ends alone.
    for (let name = 0; name < 99; name++) await note(199, `n${String(name)}`);
    expect(await notesOf(199)).toBe(0);
    expect(await store.begin({ address: placeIn(199), now: 0, notBefore: 0, ttlMs: 1000 })).toMatchObject({
      status: 'miss',
    });
    expect(await note(199)).toBe(true);
  });
});

describe('the memory store within its bytes', () => {
  const ENTRY = 10_000;
  let store: MemoryStore;

  beforeEach(() => {
    // Room for ten, with what an entry costs beside its bytes.
    store = new MemoryStore({ maxBytes: 10.5 * ENTRY + 10 * 512, clock: new ManualClock(0) });
  });

  const begin = (n: number): Promise<BeginResult> =>
    store.begin({ address: place(n), now: 0, notBefore: 0, ttlMs: 1000 });

  async function put(n: number, bytes = ENTRY): Promise<FillResult> {
    const result = await begin(n);
    if (result.status === 'hit') throw new Error('a miss was expected');
    const life = { createdAt: 0, expiresAt: 1000 };
    return store.fill({
      address: place(n),
      token: result.token,
      entry: Buffer.alloc(bytes),
      documents: [],
      ...life,
    });
  }

  it('evicts the entry that was not used for longest', async () => {
    for (let n = 0; n < 10; n++) expect(await put(n)).toBe('stored');
    expect((await begin(0)).status).toBe('hit'); // and so is not the oldest any more
    expect(await put(10)).toBe('stored');
    expect((await begin(0)).status).toBe('hit');
    expect(await begin(1)).toMatchObject({ status: 'miss', reason: 'absent' });
    for (let n = 2; n <= 10; n++) expect((await begin(n)).status).toBe('hit');
  });

  it('evicts as many as a large one needs, and counts no more what is gone', async () => {
    for (let n = 0; n < 10; n++) await put(n);
    expect(await put(10, 5 * ENTRY)).toBe('stored');
    const statuses = await Promise.all(Array.from({ length: 11 }, (_, n) => begin(n)));
    const hits = statuses.filter(({ status }) => status === 'hit').length;
    expect(hits).toBe(6);
    expect(await store.invalidateWorkspace(place(0).workspace)).toEqual({
      acknowledged: true,
      entries: hits,
    });
  });

  it('refuses what is larger than itself and leaves the others alone', async () => {
    await put(0);
    expect(await put(1, 12 * ENTRY)).toBe('refused');
    expect((await begin(0)).status).toBe('hit');
    expect(await begin(1)).toMatchObject({ status: 'miss', reason: 'absent' });
    expect(await put(1)).toBe('stored');
  });
});

describe('the records of incarnations', () => {
  it('are bounded, and one that had to leave is dead for good', () => {
    const buried: string[] = [];
    const cache = recordCache<IncarnationRecord>(2, (record) => buried.push(record.incarnation));
    const make = (incarnation: string) => () => ({ incarnation, bornAt: 0, alive: true });
    const [a, b] = [open(cache, 'a', make('a')), open(cache, 'b', make('b'))];
    expect(open(cache, 'a', make('never'))).toBe(a);
    const c = open(cache, 'c', make('c'));
    expect([a.alive, b.alive, c.alive]).toEqual([true, false, true]);
    expect(open(cache, 'b', make('b again'))).not.toBe(b);
    expect(b.alive).toBe(false);
    expect(buried).toEqual(['b', 'a']);
  });

  it('give way to a new one when they were opened under another', () => {
    const cache = recordCache<IncarnationRecord>(2);
    const old = open(cache, 'a', () => ({ incarnation: 'old', bornAt: 0, alive: true }));
    const next = open(
      cache,
      'a',
      () => ({ incarnation: 'new', bornAt: 0, alive: true }),
      (record) => record !== old,
    );
    expect([old.alive, next.alive, next.incarnation]).toEqual([false, true, 'new']);
  });
});
