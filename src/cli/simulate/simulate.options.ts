import type { Command } from 'commander';
import { addEmbedderOptions, type EmbedderFlags } from '../embedder/embedder.options.js';
import { clinicalOption } from '../guards.js';
import { share, similarity, wholeNumber } from '../option-values.js';

export interface SimulateFlags extends EmbedderFlags {
  readonly threshold: number;
  readonly clinical: boolean;
  readonly maxErrorRate?: number;
  readonly limit?: number;
  readonly json?: boolean;
  readonly progress?: boolean;
}

const EXAMPLES = `
Each line of the file is a question, in the order in which they were asked, and a name for its right answer:
  {"text": "How did she sleep?", "answerKey": "sleep"}

Examples:
  nestjs-ai-cache simulate stream.jsonl --embedder cohere
  nestjs-ai-cache simulate stream.jsonl --embedder openai --threshold 0.9 --max-error-rate 0.01
  nestjs-ai-cache simulate stream.jsonl --embedder lexical --threshold 0.85 --limit 500 --json

Ends with 0 when the stream was replayed (with --max-error-rate: and no more than this share of the questions
was answered wrongly), with 1 when it was not or something failed, with 2 when the command or the file is wrong.`;

/** The command `simulate`, without what it does. */
export function describeSimulate(command: Command): Command {
  command
    .summary('replay a stream of questions and count hits and wrong hits')
    .description(
      'Replays questions whose right answers are known through an empty cache, and counts exact and semantic hits and ' +
        'the wrong ones among them.',
    )
    .argument('<stream.jsonl>', 'the questions');
  return addEmbedderOptions(command)
    .option('--threshold <cosine>', 'the least similarity of two questions with one answer', similarity, 0.95)
    .addOption(clinicalOption())
    .option('--no-clinical', 'ask the general guards only')
    .option(
      '--max-error-rate <share>',
      'learn from explored misses what to serve, with at most this share of wrong answers',
      share,
    )
    .option('--limit <n>', 'only the first n questions', wholeNumber(1, 1_000_000_000))
    .option('--json', 'print JSON')
    .option('--progress', 'show progress even where stderr is no terminal')
    .addHelpText('after', EXAMPLES);
}
