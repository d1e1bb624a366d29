import type { ScopeAddress } from '../../core/address.js';
import { StoreUnavailableError } from '../../core/errors.js';
import type { NoteRequest } from '../scoped-store.js';
import { inTime } from './deadline.js';
import type { RedisStoreOptions } from './redis-store.options.js';
import { runScript, type ScriptArgument, type ScriptReply } from './script-runner.js';
import { NOTE, NOTES } from './scripts/note.lua.js';
import type { Script } from './scripts/script.js';

/** Under how many names a scope's hash keeps notes before it is dropped as a whole. */
const MAX_NAMES = 4096;

/** What scopes keep beside their entries; see the script. */
export class RedisNotes {
  constructor(private readonly options: Pick<RedisStoreOptions, 'connection' | 'keys'>) {}

  async add({ scope, name, note, max }: NoteRequest): Promise<boolean> {
    return (await this.run(NOTE, scope, [name, note, max, MAX_NAMES])) === 1;
  }

  async of(scope: ScopeAddress, names: readonly string[]): Promise<Buffer[][]> {
    const rows = await this.run(NOTES, scope, names);
    if (!Array.isArray(rows)) throw new StoreUnavailableError('Redis gave an unknown reply to notes.');
    return names.map((_, index) => takeApart(rows[index]));
  }

  private run(script: Script, scope: ScopeAddress, args: readonly ScriptArgument[]): Promise<ScriptReply> {
    const { connection, keys } = this.options;
    const names = [keys.workspace(scope.workspace), keys.scope(scope)];
    return inTime(connection, runScript(connection.client, script, names, args));
  }
}

/** A row of `<length>:<bytes>`. */
function takeApart(row: ScriptReply | undefined): Buffer[] {
  const notes: Buffer[] = [];
  if (!Buffer.isBuffer(row)) return notes;
  for (let at = 0; at < row.length;) {
    const colon = row.indexOf(':', at);
    const length = Number(row.toString('latin1', at, colon));
    if (colon < 0 || !Number.isSafeInteger(length)) {
      throw new StoreUnavailableError('A note in Redis has no length.');
    }
    notes.push(row.subarray(colon + 1, colon + 1 + length));
    at = colon + 1 + length;
  }
  return notes;
}
