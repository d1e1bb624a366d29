import { Option, type Command } from 'commander';
import {
  EMBEDDING_PROVIDERS,
  type EmbeddingProviderName,
} from '../../cache/embedding/providers/provider-names.js';
import { UsageError } from '../cli.error.js';
import { wholeNumber } from '../option-values.js';

/** Who embeds, as the command line names it. */
export interface EmbedderFlags {
  readonly embedder?: EmbeddingProviderName;
  readonly model?: string;
  readonly dimensions?: number;
  readonly baseUrl?: string;
}

/** Keys are taken from the environment only: an argument can be read by every user of the machine. */
export function addEmbedderOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--embedder <name>',
        'who embeds the questions; keys come from the environment (COHERE_API_KEY, VOYAGE_API_KEY, OPENAI_API_KEY)',
      ).choices(EMBEDDING_PROVIDERS),
    )
    .option('--model <name>', "the embedder's model, where it is not to be its usual one")
    .option('--dimensions <n>', 'length of the vectors', wholeNumber(1, 65_536))
    .option('--base-url <url>', "the embedder's address, such as that of a compatible server of your own");
}

/** @throws UsageError for a detail of an embedder that is not named. */
export function checkEmbedderFlags(flags: EmbedderFlags): void {
  const details = [
    ['--model', flags.model],
    ['--dimensions', flags.dimensions],
    ['--base-url', flags.baseUrl],
  ] as const;
  const stray = details.find(([, value]) => value !== undefined);
  if (flags.embedder === undefined && stray !== undefined) {
    throw new UsageError(`${stray[0]} needs --embedder: whose would it be?`);
  }
}
