import { parseArgs } from 'node:util';
import { reportLines } from './report.js';
import { DEFAULTS, runChaos, type ChaosOptions } from './run-chaos.js';
import type { Topology } from './world.js';

const USAGE = `npm run chaos -- --minutes 2 --seed 7 [--topology standalone|sentinel|cluster|all] [--no-fence]
                  [--processes 4] [--lanes 24] [--pause 40] [--writes 25]`;
const TOPOLOGIES: readonly Topology[] = ['standalone', 'sentinel', 'cluster'];

function readOptions(args: string[]): {
  topologies: readonly Topology[];
  rest: Omit<ChaosOptions, 'topology'>;
} {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string', default: '2' },
      seed: { type: 'string', default: '7' },
      topology: { type: 'string', default: 'all' },
      'no-fence': { type: 'boolean', default: false },
      processes: { type: 'string', default: String(DEFAULTS.processes) },
      lanes: { type: 'string', default: String(DEFAULTS.lanes) },
      pause: { type: 'string', default: String(DEFAULTS.pauseMs) },
      writes: { type: 'string', default: String(DEFAULTS.writesPerMille) },
    },
  });
  const topologies = TOPOLOGIES.filter((name) => values.topology === 'all' || values.topology === name);
  if (topologies.length === 0) throw new Error(`there is no topology ${values.topology}`);
  const rest = {
    seconds: positive('minutes', values.minutes) * 60,
    seed: positive('seed', values.seed),
    processes: positive('processes', values.processes),
    lanes: positive('lanes', values.lanes),
    pauseMs: positive('pause', values.pause),
    writesPerMille: positive('writes', values.writes),
    fence: !values['no-fence'],
  };
  return { topologies, rest };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} must be a number above 0, not ${text}`);
  return value;
}

/** Ends with 1 if a promise was broken; without the fence, if none was. */
async function main(): Promise<void> {
  const { topologies, rest } = readOptions(process.argv.slice(2));
  for (const topology of topologies) {
    const report = await runChaos({ ...rest, topology });
    process.stdout.write(`${reportLines(report).join('\n')}\n\n`);
    if (report.violations.length > 0 === rest.fence || report.unhandled.length > 0) process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n${USAGE}\n`,
  );
  process.exitCode = 2;
});
