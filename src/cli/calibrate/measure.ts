import type { JudgedPair } from '../../cache/semantic/calibration/calibration.types.js';
import type { GuardSet } from '../../cache/semantic/guards/guard-set.js';
import { cosine } from '../embedder/cosine.js';
import type { EmbedderFlags } from '../embedder/embedder.options.js';
import { QuestionEmbedder } from '../embedder/question-embedder.js';
import { InputError } from '../cli.error.js';
import type { Progress } from '../io/progress.js';
import type { LabelledPair } from './labelled-pair.js';

export interface MeasuredPair extends JudgedPair {
  readonly category: string | undefined;
}

export interface Measurement {
  readonly pairs: readonly MeasuredPair[];
  /** Where the similarities come from: the embedder; undefined: recorded in the file. */
  readonly embedder: string | undefined;
  /** False where the pairs have no texts that guards could read. */
  readonly guarded: boolean;
}

export interface MeasureOptions {
  /** The file, for messages. */
  readonly path: string;
  readonly flags: EmbedderFlags;
  readonly guards: GuardSet;
}

/** Between two of these the bar moves, and a Ctrl-C is heard. */
const PAIRS_AT_ONCE = 100;

/**
 * How near the questions of each pair are, and what the guards say of them. The recorded cosines count, unless there
 * are none or an embedder is named.
 *
 * @throws InputError when there is nothing to embed; CliError when the embedder fails.
 */
export async function measurePairs(
  pairs: readonly LabelledPair[],
  { path, flags, guards }: MeasureOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<Measurement> {
  const recorded = flags.embedder === undefined && pairs[0]?.cosine !== undefined;
  const guarded = pairs[0]?.texts !== undefined;
  if (!recorded && !guarded) {
    throw new InputError(path, undefined, 'has no texts that --embedder could embed.');
  }
  const embedder = recorded ? undefined : QuestionEmbedder.create(flags);
  const vectors = await embedder?.embed(textsOf(pairs), progress, signal);
  progress.begin('guards', pairs.length);
  const measured: MeasuredPair[] = [];
  for (const { same, category, texts, cosine: known } of pairs) {
    if (measured.length % PAIRS_AT_ONCE === 0) await breathe(progress, measured.length, signal);
    const similarity = vectors === undefined ? (known ?? NaN) : between(vectors, texts);
    measured.push({
      similarity,
      same,
      category,
      guards: texts === undefined ? undefined : guards.check(texts.a, texts.b),
    });
  }
  progress.advance(measured.length);
  progress.end();
  return { pairs: measured, embedder: embedder?.description, guarded };
}

async function breathe(progress: Progress, done: number, signal: AbortSignal): Promise<void> {
  progress.advance(done);
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}

function textsOf(pairs: readonly LabelledPair[]): string[] {
  return pairs.flatMap(({ texts }) => (texts === undefined ? [] : [texts.a, texts.b]));
}

function between(vectors: ReadonlyMap<string, Float32Array>, texts: LabelledPair['texts']): number {
  const a = vectors.get(texts?.a ?? '');
  const b = vectors.get(texts?.b ?? '');
  return a === undefined || b === undefined ? NaN : cosine(a, b);
}
