import { parseArgs } from 'node:util';
import { complaints, soakLines } from './judge.js';
import { runSoak } from './run-soak.js';

/** Ends with 1 when the run did not hold. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      seed: { type: 'string', default: '7' },
      clients: { type: 'string', default: '24' },
    },
  });
  const [minutes, seed, clients] = [values.minutes, values.seed, values.clients].map(Number) as [
    number,
    number,
    number,
  ];
  if (!(minutes > 0 && seed > 0 && clients > 0))
    throw new Error('--minutes, --seed and --clients are numbers above 0');
  const report = await runSoak({ seconds: minutes * 60, seed, clients });
  process.stdout.write(`${soakLines(report).join('\n')}\n`);
  const found = complaints(report);
  for (const complaint of found) process.stdout.write(`NOT AS IT SHOULD BE: ${complaint}\n`);
  if (found.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 2;
});
