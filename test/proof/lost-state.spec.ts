import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startRedis, waitUntil, withClient, type RedisServer } from '../support/redis/index.js';
import { makeTempDir, removeTempDir } from '../support/process/temp-dir.js';
import { type CacheNode, freshNamespace, startNodes } from './cache-node.js';

// Several processes and servers are started; on a busy machine that takes its time.
jest.setTimeout(60_000);

const SCOPE = { workspaceId: 'w', clientId: 'ana' };
const QUESTION = 'How does she sleep?';

describe('a server that forgets or remembers too much', () => {
  let server: RedisServer;
  let nodes: CacheNode[];
  let a: CacheNode, b: CacheNode;

  const start = async (appendonly = false): Promise<void> => {
    server = await startRedis({ appendonly });
    nodes = await startNodes(2, {
      redis: { url: server.url },
      namespace: freshNamespace(),
      commandTimeoutMs: 5000,
    });
    [a, b] = nodes as [CacheNode, CacheNode];
  };

  const reconnected = (): Promise<void> =>
    waitUntil('both are connected again', async () => {
      const states = await Promise.all(nodes.map((node) => node.status()));
      return states.every((status) => status === 'up');
    });

  afterEach(async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    await server.stop();
  });

  describe('while a computation runs', () => {
    beforeEach(() => start());

    it.each([
      ['FLUSHALL', (): Promise<unknown> => withClient(server, (control) => control.flushall())],
      ['the loss of every key by eviction', (): Promise<unknown> => lose(/./)],
      ['the loss of the scope key', (): Promise<unknown> => lose(/:c:/)],
      ['the loss of the workspace key', (): Promise<unknown> => lose(/:w$/)],
    ])('%s, with an invalidation or without, refuses its fill', async (_, forget) => {
      for (const invalidate of [false, true]) {
        const early = a.read(SCOPE, `${QUESTION} ${String(invalidate)}`);
        expect(await early.entered).toBe(true);
        await forget();
        // Finds nothing to remove, and must work all the same.
        if (invalidate) expect((await b.invalidateClient('w', 'ana')).acknowledged).toBe(true);
        const late = b.read(SCOPE, `${QUESTION} ${String(invalidate)}`);
        expect(await late.entered).toBe(true);
        expect(await early.finish('old')).toMatchObject({ fill: 'refused' });
        expect(await late.finish('new')).toMatchObject({ value: 'new', fill: 'stored' });
        expect(await a.ask(SCOPE, `${QUESTION} ${String(invalidate)}`, 'not computed')).toMatchObject({
          value: 'new',
          source: 'hit',
        });
      }
    });

    it('SCRIPT FLUSH costs nothing: the fill is stored, hits go on', async () => {
      const early = a.read(SCOPE, QUESTION);
      expect(await early.entered).toBe(true);
      await withClient(server, (control) => control.script('FLUSH'));
      expect(await early.finish('value')).toMatchObject({ fill: 'stored' });
      await withClient(server, (control) => control.script('FLUSH'));
      expect(await b.ask(SCOPE, QUESTION, 'not computed')).toEqual({ value: 'value', source: 'hit' });
    });

    it('SCRIPT FLUSH does not get in the way of an invalidation', async () => {
      const early = a.read(SCOPE, QUESTION);
      expect(await early.entered).toBe(true);
      await withClient(server, (control) => control.script('FLUSH'));
      expect(await b.invalidateQuery(SCOPE, QUESTION)).toMatchObject({ acknowledged: true });
      await withClient(server, (control) => control.script('FLUSH'));
      expect(await early.finish('old')).toMatchObject({ fill: 'refused' });
      expect(await b.ask(SCOPE, QUESTION, 'new')).toMatchObject({ value: 'new', source: 'computed' });
    });
  });

  describe('after a crash, with an append-only file', () => {
    beforeEach(() => start(true));

    it('does not serve what was stored, though the file has it, and does not undo invalidations', async () => {
      const other = { workspaceId: 'w', clientId: 'ben' };
      await a.ask(SCOPE, QUESTION, 'invalidated');
      await a.ask(other, QUESTION, 'before the crash');
      expect((await b.invalidateClient('w', 'ana')).acknowledged).toBe(true);
      await server.kill();
      await server.restart();
      // The bytes are there: it is the changed replication id that makes them untrue.
      expect(await keysMatching(/:c:/)).not.toHaveLength(0);
      await reconnected();
      expect(await b.ask(other, QUESTION, 'new')).toMatchObject({ value: 'new', source: 'computed' });
      expect(await b.ask(SCOPE, QUESTION, 'new')).toMatchObject({ value: 'new', source: 'computed' });
      expect(await a.ask(other, QUESTION, 'not computed')).toEqual({ value: 'new', source: 'hit' });
    });

    it('does not serve an entry whose acknowledged invalidation the file has lost', async () => {
      const backup = makeTempDir('aof');
      try {
        await a.ask(SCOPE, QUESTION, 'old');
        const early = a.read(SCOPE, 'still running');
        expect(await early.entered).toBe(true);
        // A file that was not synced in time ends somewhere before the crash: here, before the invalidation.
        cpSync(join(server.dir, 'appendonlydir'), backup, { recursive: true });
        expect(await b.invalidateClient('w', 'ana')).toMatchObject({ acknowledged: true, entries: 2 });
        await server.kill();
        rmSync(join(server.dir, 'appendonlydir'), { recursive: true });
        cpSync(backup, join(server.dir, 'appendonlydir'), { recursive: true });
        await server.restart();
        expect(await keysMatching(/:c:/)).toHaveLength(1);
        await reconnected();

        expect(await early.finish('old')).toMatchObject({ value: 'old', fill: 'refused' });
        expect(await b.ask(SCOPE, QUESTION, 'new')).toMatchObject({ value: 'new', source: 'computed' });
        expect(await b.ask(SCOPE, 'still running', 'new')).toMatchObject({
          value: 'new',
          source: 'computed',
        });
      } finally {
        removeTempDir(backup);
      }
    });

    it('refuses the fill of a computation that outlived the crash', async () => {
      const early = a.read(SCOPE, QUESTION);
      expect(await early.entered).toBe(true);
      await server.kill();
      await server.restart();
      await reconnected();
      expect(await early.finish('old')).toMatchObject({ value: 'old', fill: 'refused' });
      expect(await b.ask(SCOPE, QUESTION, 'new')).toMatchObject({ value: 'new', source: 'computed' });
    });
  });

  const keysMatching = (pattern: RegExp): Promise<string[]> =>
    withClient(server, async (control) => (await control.keys('*')).filter((key) => pattern.test(key)));

  /** What eviction does: keys vanish one by one, nobody asked for it. */
  async function lose(pattern: RegExp): Promise<number> {
    const keys = await keysMatching(pattern);
    expect(keys).not.toHaveLength(0);
    return withClient(server, (control) => control.del(...keys));
  }
});
