import fc from 'fast-check';
import type { LinkState } from './faulty-link.js';
import { OutageWorld, type WorldOptions } from './outage-world.js';

// More, or others, by hand: OUTAGE_RUNS=20000 OUTAGE_SEED=7 npx jest test/resilience/outage-model
const RUNS = Number(process.env['OUTAGE_RUNS'] ?? 400);
const SEED = Number(process.env['OUTAGE_SEED'] ?? 5);
jest.setTimeout(600_000);

type Step =
  | { do: 'read' | 'ask' | 'compute' | 'fill' | 'crash' | 'cut' | 'deliver'; process: number; client: number }
  | { do: 'write'; process: number; client: number; wide: boolean }
  | { do: 'link'; process: number; state: LinkState }
  | { do: 'wait'; ms: number };

const processIndex = fc.nat({ max: 1 });
const client = fc.nat({ max: 2 });
const steps = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.record({ do: fc.constant('read' as const), process: processIndex, client }) },
    { weight: 10, arbitrary: fc.record({ do: fc.constant('ask' as const), process: processIndex, client }) },
    {
      weight: 8,
      arbitrary: fc.record({ do: fc.constant('compute' as const), process: processIndex, client }),
    },
    { weight: 8, arbitrary: fc.record({ do: fc.constant('fill' as const), process: processIndex, client }) },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('write' as const),
        process: processIndex,
        client,
        wide: fc.boolean(),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('link' as const),
        process: processIndex,
        state: fc.constantFrom<LinkState>('up', 'up', 'down', 'deaf', 'late'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constantFrom('cut' as const, 'deliver' as const),
        process: processIndex,
        client,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 60, 300, 3000) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), process: processIndex, client }) },
  ),
  { minLength: 20, maxLength: 80, size: 'max' },
) as fc.Arbitrary<Step[]>;

async function take(world: OutageWorld, step: Step): Promise<void> {
  switch (step.do) {
    case 'read': {
      await world.read(step.process, step.client);
      return;
    }
    case 'ask':
      await world.read(step.process, step.client);
      world.compute(step.process);
      {
        await world.fill(step.process);
        return;
      }
    case 'compute': {
      world.compute(step.process);
      return;
    }
    case 'fill': {
      await world.fill(step.process);
      return;
    }
    case 'write': {
      await world.write(step.process, step.client, step.wide);
      return;
    }
    case 'crash': {
      await world.crash(step.process);
      return;
    }
    case 'cut': {
      world.process(step.process).link.cut();
      return;
    }
    case 'deliver': {
      await world.process(step.process).link.deliver();
      return;
    }
    case 'link': {
      world.process(step.process).link.set(step.state);
      return;
    }
    case 'wait': {
      await world.clock.advance(step.ms);
      return;
    }
  }
}

async function run(options: WorldOptions, sequence: readonly Step[]): Promise<OutageWorld> {
  const world = await OutageWorld.start(options);
  for (const step of sequence) await take(world, step);
  await world.heal();
  await world.judgeEnd();
  await world.stop();
  return world;
}

/** Nothing may be served that is older than an acknowledged invalidation, or than one of the same process's own. */
describe('random histories of outages', () => {
  const worlds: [string, WorldOptions][] = [
    ['two processes with journals', { processes: 2, clients: 3, journal: true, fallback: false }],
    ['two processes without', { processes: 2, clients: 3, journal: false, fallback: false }],
    [
      'a single process with a journal and the fallback',
      { processes: 1, clients: 3, journal: true, fallback: true },
    ],
  ];

  it.each(worlds)('%s: nothing stale, nothing lost', async (_, options) => {
    let hits = 0;
    let pendings = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const world = await run(options, sequence);
        hits += world.hits;
        pendings += world.pendings;
        expect(world.violations).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED },
    );
    // The histories must have what they are about.
    expect(hits).toBeGreaterThan(300);
    expect(pendings).toBeGreaterThan(300);
  });

  it.each<[Required<WorldOptions>['broken'], WorldOptions]>([
    ['no fence', { processes: 2, clients: 3, journal: false, fallback: false }],
    ['a deaf fallback', { processes: 1, clients: 3, journal: false, fallback: true }],
    ['a forgetful journal', { processes: 1, clients: 3, journal: true, fallback: false }],
  ])('find %s', async (broken, options) => {
    const result = await fc.check(
      fc.asyncProperty(steps, async (sequence) => {
        expect((await run({ ...options, broken }, sequence)).violations).toEqual([]);
      }),
      { numRuns: 400, seed: 5, endOnFailure: true },
    );
    expect(result.failed).toBe(true);
  });
});
