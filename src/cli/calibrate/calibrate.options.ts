import { Option, type Command } from 'commander';
import { addEmbedderOptions, type EmbedderFlags } from '../embedder/embedder.options.js';
import { clinicalOption } from '../guards.js';
import { share, similarities, stepWidth } from '../option-values.js';

export interface CalibrateFlags extends EmbedderFlags {
  readonly targetPrecision: number;
  readonly thresholds?: number[];
  readonly step?: number;
  readonly clinical: boolean;
  readonly byCategory?: boolean;
  readonly maxErrorRate?: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly progress?: boolean;
}

const EXAMPLES = `
Each line of the file is a pair of questions, and whether one answer serves both:
  {"a": "How did she sleep?", "b": "How was her sleep?", "same": true, "category": "paraphrase"}
A recorded similarity, "cosine": 0.93, is used unless --embedder names who shall embed the texts. With a
recorded one the texts may be missing; guards cannot be asked then.

Examples:
  nestjs-ai-cache calibrate pairs.jsonl --embedder cohere --out curve.svg
  nestjs-ai-cache calibrate pairs.jsonl --thresholds 0.85,0.9,0.95 --by-category
  nestjs-ai-cache calibrate pairs.jsonl --max-error-rate 0.01 --json

Ends with 0 when a threshold reaches the target (with --max-error-rate: when the learned bound keeps it),
with 1 when none does or something failed, with 2 when the command or the file is wrong.`;

/** The command `calibrate`, without what it does. */
export function describeCalibrate(command: Command): Command {
  command
    .summary('how often a similarity threshold would be wrong, from labelled pairs')
    .description(
      'Reads labelled pairs of questions and says for every threshold how many a semantic cache would serve and how ' +
        'many of those wrongly, with and without guards, and which threshold reaches a precision.',
    )
    .argument('<pairs.jsonl>', 'the labelled pairs');
  return addEmbedderOptions(command)
    .option('--target-precision <p>', 'the precision to be reached, with 95 % confidence', share, 0.99)
    .addOption(
      new Option('--thresholds <a,b,...>', 'the thresholds to look at')
        .argParser(similarities)
        .conflicts('step'),
    )
    .addOption(
      new Option(
        '--step <width>',
        'from 0.5 to 1, so far apart (0.01; the table then shows some of them)',
      ).argParser(stepWidth),
    )
    .addOption(clinicalOption())
    .option('--no-clinical', 'ask the general guards only')
    .option('--by-category', 'tell the categories apart, at --thresholds, or else at 0.95')
    .option(
      '--max-error-rate <share>',
      'replay the pairs through the learned bound, with at most this share of wrong answers',
      share,
    )
    .option('--out <file>', 'draw the curve of precision against hit ratio: .svg or .html')
    .option('--json', 'print JSON')
    .option('--progress', 'show progress even where stderr is no terminal')
    .addHelpText('after', EXAMPLES);
}
