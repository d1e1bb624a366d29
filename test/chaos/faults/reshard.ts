import type { Redis } from 'ioredis';
import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil, withClient, type RedisServer } from '../../support/redis/index.js';

/**
 * Moves slots that hold keys, key by key, as `redis-cli --cluster reshard` does, with pauses in which the slot is
 * half here and half there (ASK, TRYAGAIN). Resolves to the slots that moved.
 */
export async function reshard(
  from: RedisServer,
  to: RedisServer,
  primaries: readonly RedisServer[],
  { slots, dwellMs }: { readonly slots: number; readonly dwellMs: () => number },
): Promise<number[]> {
  const moved: number[] = [];
  await withClient(from, (source) =>
    withClient(to, async (target) => {
      const sourceId = await source.cluster('MYID');
      const targetId = await target.cluster('MYID');
      while (moved.length < slots) {
        const slot = await slotWithKeys(source);
        if (slot === undefined || moved.includes(slot)) return;
        await target.call('CLUSTER', 'SETSLOT', String(slot), 'IMPORTING', sourceId);
        await source.call('CLUSTER', 'SETSLOT', String(slot), 'MIGRATING', targetId);
        await moveKeys(source, to, slot, dwellMs);
        // The new owner first: between the two the old one still sends everybody there.
        for (const server of [to, from, ...primaries.filter((each) => each !== to && each !== from)]) {
          await withClient(server, (client) =>
            client.call('CLUSTER', 'SETSLOT', String(slot), 'NODE', targetId),
          );
        }
        moved.push(slot);
      }
    }),
  );
  return moved;
}

async function slotWithKeys(source: Redis): Promise<number | undefined> {
  const key = await source.randomkey();
  return key === null ? undefined : await source.cluster('KEYSLOT', key);
}

async function moveKeys(source: Redis, to: RedisServer, slot: number, dwellMs: () => number): Promise<void> {
  // The target refuses while it has no replica in step; a key that expired meanwhile is no error (NOKEY).
  await waitUntil(`slot ${String(slot)} is moved`, async () => {
    for (;;) {
      const keys = (await source.call('CLUSTER', 'GETKEYSINSLOT', String(slot), '1')) as string[];
      if (keys.length === 0) break;
      await source.call('MIGRATE', to.host, String(to.port), '', '0', '5000', 'KEYS', ...keys);
      await delay(dwellMs());
    }
    await delay(dwellMs());
    return (await source.call('CLUSTER', 'COUNTKEYSINSLOT', String(slot))) === 0;
  });
}
