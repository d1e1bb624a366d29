import { basename } from 'node:path';
import { systemClock } from '../../cache/core/clock.js';
import { StagedDecider } from '../../cache/semantic/decision/staged-decider.js';
import { MemoryVectorIndex } from '../../cache/semantic/index/memory/memory-vector-index.js';
import { seededRandom } from '../../cache/testing/conformance/seeded-random.js';
import { EXIT, type ExitCode } from '../cli.error.js';
import type { CommandContext } from '../context.js';
import { checkEmbedderFlags } from '../embedder/embedder.options.js';
import { QuestionEmbedder } from '../embedder/question-embedder.js';
import { chooseGuards } from '../guards.js';
import type { Progress } from '../io/progress.js';
import type { SimulateFlags } from './simulate.options.js';
import type { Simulation } from './simulation.js';
import { simulationText } from './simulation-text.js';
import { StreamCache } from './stream-cache.js';
import { readStream, type StreamItem } from './stream-item.js';
import { answeredBefore, tally, type Answered } from './tally.js';

const MEGABYTE = 1024 * 1024;
/** Room for the vectors of any stream that a person waits for. */
const INDEX_BYTES = 1024 * MEGABYTE;
/** Between two of these the bar moves, and a Ctrl-C is heard. */
const QUESTIONS_AT_ONCE = 50;

/** Replays, counts and prints. */
export async function runSimulate(
  path: string,
  flags: SimulateFlags,
  { signal, ...context }: CommandContext,
): Promise<ExitCode> {
  checkEmbedderFlags(flags);
  const { threshold, maxErrorRate } = flags;
  const items = (await readStream(path, signal)).slice(0, flags.limit);
  const progress = context.progress(flags.progress);
  const embedder = QuestionEmbedder.create(flags);
  const guards = chooseGuards(flags.clinical);
  const started = performance.now();
  const vectors = await embedder.embed(
    items.map(({ text }) => text),
    progress,
    signal,
  );
  const embedded = performance.now();
  const random = seededRandom(1);
  const index = new MemoryVectorIndex({ maxBytes: INDEX_BYTES, clock: systemClock });
  const decider = new StagedDecider({
    guards,
    threshold,
    maxErrorRate,
    random: () => random.below(2 ** 32) / 2 ** 32,
  });
  const answered = await replay(new StreamCache({ index, decider, vectors }), items, progress, signal);
  const replayMs = performance.now() - embedded;
  const report = tally(answered, answeredBefore(items.map(({ answerKey }) => answerKey)));
  const simulation: Simulation = {
    file: basename(path),
    embedder: embedder.description,
    threshold,
    maxErrorRate,
    guardNames: guards.names,
    report,
    speed: {
      embeddingMs: embedded - started,
      replayMs,
      questionsPerSecond: (items.length * 1000) / replayMs,
    },
  };
  context.print(flags.json ? JSON.stringify(simulation, null, 2) : simulationText(simulation));
  const kept = maxErrorRate === undefined || (report.wrong.value ?? 0) <= maxErrorRate;
  return kept ? EXIT.ok : EXIT.failed;
}

async function replay(
  cache: StreamCache,
  items: readonly StreamItem[],
  progress: Progress,
  signal: AbortSignal,
): Promise<Answered[]> {
  progress.begin('replaying', items.length);
  const answered: Answered[] = [];
  for (const item of items) {
    if (answered.length % QUESTIONS_AT_ONCE === 0) {
      progress.advance(answered.length);
      await new Promise((resolve) => setImmediate(resolve));
    }
    answered.push(await cache.ask(item, signal));
  }
  progress.advance(answered.length);
  progress.end();
  return answered;
}
