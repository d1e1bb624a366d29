import { StoreUnavailableError } from '../../core/errors.js';
import type { RedisClient } from './redis-connection.js';
import type { Script } from './scripts/script.js';

/** What a script replies, with strings as bytes. */
export type ScriptReply = number | Buffer | null | ScriptReply[];
export type ScriptArgument = string | number | Buffer;

/**
 * Runs a script by its hash, and by its source where the server does not know it (a first call, a restart, SCRIPT
 * FLUSH, another node of the cluster).
 *
 * The second execution is safe though the first one's failure is only what the server *said*: NOSCRIPT means that
 * nothing was executed.
 */
export async function runScript(
  client: RedisClient,
  script: Script,
  keys: readonly string[],
  args: readonly ScriptArgument[],
): Promise<ScriptReply> {
  try {
    return (await client.callBuffer('evalsha', script.sha, keys.length, ...keys, ...args)) as ScriptReply;
  } catch (error) {
    if (!isNoScript(error)) throw unavailable(script.name, error);
  }
  try {
    return (await client.callBuffer('eval', script.source, keys.length, ...keys, ...args)) as ScriptReply;
  } catch (error) {
    throw unavailable(script.name, error);
  }
}

export function isNoScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT');
}

export function unavailable(what: string, cause: unknown): StoreUnavailableError {
  return new StoreUnavailableError(`Redis did not execute ${what}.`, { cause });
}
