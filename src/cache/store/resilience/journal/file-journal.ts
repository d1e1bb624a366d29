import { mkdir, open, readFile, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { targetKey, type InvalidationTarget } from '../invalidation-target.js';
import { lockFile } from './file-lock.js';
import type { InvalidationJournal } from './invalidation-journal.js';
import { formatLine, parseLine } from './journal-line.js';

/** Lines that may be superfluous before the file is written anew. */
const SLACK_LINES = 1024;

/**
 * A journal in a local file of this process alone, to which lines are appended: an invalidation that waits, or one
 * that is applied. An append is on the disk when it resolves.
 *
 * After a crash the last line may be there in part: its append had not resolved, so nobody was told that it is kept.
 * Any other line that is not what was written means that the file was damaged and can say nothing for sure; then
 * everything counts as waiting.
 */
export class FileJournal implements InvalidationJournal {
  private readonly waiting = new Map<string, InvalidationTarget>();
  private lines = 0;
  /** A write has failed and may have left part of a line. */
  private torn = false;
  private file: FileHandle | undefined;
  private unlock: (() => Promise<void>) | undefined;

  constructor(private readonly path: string) {}

  async open(): Promise<readonly InvalidationTarget[]> {
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    this.unlock ??= await lockFile(this.path);
    this.waiting.clear();
    const text = await read(this.path);
    for (const line of text.split('\n').slice(0, -1)) {
      const parsed = parseLine(line);
      if (parsed === undefined) {
        this.note('+', { kind: 'all' });
        break;
      }
      this.note(parsed.sign, parsed.target);
    }
    // Without the torn line, to which the next one would be appended.
    await this.rewrite();
    return [...this.waiting.values()];
  }

  async append(targets: readonly InvalidationTarget[]): Promise<void> {
    await this.write('+', targets);
    await this.opened().datasync();
  }

  async applied(targets: readonly InvalidationTarget[]): Promise<void> {
    const known = targets.filter((target) => this.waiting.has(targetKey(target)));
    for (const target of known) this.note('-', target);
    if (this.waiting.size === 0 && this.lines > 0) {
      await this.opened().truncate(0);
      this.lines = 0;
      return;
    }
    await this.write('-', known);
    if (this.lines > 2 * this.waiting.size + SLACK_LINES) await this.rewrite();
  }

  async close(): Promise<void> {
    await this.file?.close();
    this.file = undefined;
    await this.unlock?.();
    this.unlock = undefined;
  }

  private async write(sign: '+' | '-', targets: readonly InvalidationTarget[]): Promise<void> {
    if (targets.length === 0) return;
    // Before anything is written: what the file holds is known only to a journal that has read it.
    this.opened();
    if (this.torn) await this.rewrite();
    this.torn = true;
    await this.opened().appendFile(targets.map((target) => formatLine({ sign, target })).join(''));
    this.torn = false;
    this.lines += targets.length;
    for (const target of targets) this.note(sign, target);
  }

  private note(sign: '+' | '-', target: InvalidationTarget): void {
    if (sign === '+') this.waiting.set(targetKey(target), target);
    else this.waiting.delete(targetKey(target));
  }

  /** A new file with what waits takes the old one's place in one step; at every instant one of them is whole. */
  private async rewrite(): Promise<void> {
    const targets = [...this.waiting.values()];
    const next = `${this.path}.new`;
    const file = await open(next, 'w', 0o600);
    try {
      await file.appendFile(targets.map((target) => formatLine({ sign: '+', target })).join(''));
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(next, this.path);
    await syncFolder(dirname(this.path));
    await this.file?.close();
    this.file = await open(this.path, 'a', 0o600);
    this.lines = targets.length;
    this.torn = false;
  }

  private opened(): FileHandle {
    if (this.file === undefined) throw new Error('The journal is not open.');
    return this.file;
  }
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** A rename is on the disk when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
