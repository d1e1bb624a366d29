import { setTimeout as delay } from 'node:timers/promises';
import { withClient, type RedisServer } from '../../support/redis/index.js';
import type { Fault, FaultContext, World } from '../world.js';

/** Faults that pass by themselves. They happen beside those of whole servers, at any moment of them. */
export function lightFaults(world: Pick<World, 'primaries' | 'replicas'>): Fault[] {
  const onOne =
    (act: (server: RedisServer, context: FaultContext) => Promise<unknown>) =>
    async (context: FaultContext): Promise<void> => {
      await act(context.random.pick(await world.primaries()), context);
    };
  const faults: Fault[] = [
    {
      name: 'SCRIPT FLUSH',
      inject: onOne((server) => withClient(server, (client) => client.script('FLUSH'))),
    },
    {
      name: 'FLUSHALL of one server',
      inject: onOne((server) => withClient(server, (client) => client.flushall())),
    },
    {
      name: 'all client connections killed',
      inject: onOne((server) =>
        withClient(server, (client) => client.call('CLIENT', 'KILL', 'TYPE', 'normal')),
      ),
    },
    { name: 'evictions', inject: onOne(evict) },
    {
      name: 'client process stands still',
      inject: async ({ random, clients }) => {
        const client = random.pick(clients);
        await client.kill('SIGSTOP');
        await delay(200 + random.below(1500));
        await client.kill('SIGCONT');
      },
    },
    { name: 'wire held', inject: holdWires },
    {
      name: 'wire cut',
      inject: ({ wires }) => {
        for (const wire of wires) wire.cut();
        return Promise.resolve();
      },
    },
  ];
  if (world.replicas === 0) return faults;
  const linkCut = onOne((server) =>
    withClient(server, (client) => client.call('CLIENT', 'KILL', 'TYPE', 'replica')),
  );
  return [...faults, { name: 'replication link cut', inject: linkCut }];
}

/** Less memory than the server uses already: it has to drop keys, and goes on dropping for every new one. */
async function evict(server: RedisServer, { random }: FaultContext): Promise<void> {
  const used = await withClient(server, async (client) => {
    const bytes = Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1]);
    await client.config('SET', 'maxmemory-policy', 'allkeys-random');
    await client.config('SET', 'maxmemory', String(bytes));
    return bytes;
  });
  await delay(300 + random.below(1000));
  if (!(used > 0)) throw new Error('the server does not say how much memory it uses');
  await withClient(server, (client) => client.config('SET', 'maxmemory', '0'));
}

/** What one client process sends, or what it is answered, arrives much later, or never. */
async function holdWires({ random, wires }: FaultContext): Promise<void> {
  const direction = random.pick(['up', 'down'] as const);
  for (const wire of wires) wire.hold(direction);
  await delay(100 + random.below(1500));
  const lost = random.below(3) === 0;
  for (const wire of wires) {
    if (lost) wire.cut();
    wire.release(direction);
  }
}
