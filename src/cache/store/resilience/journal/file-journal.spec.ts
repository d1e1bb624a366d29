import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CacheConfigurationError } from '../../../core/errors.js';
import type { InvalidationTarget } from '../invalidation-target.js';
import { FileJournal } from './file-journal.js';

const client = (name: string): InvalidationTarget => ({
  kind: 'client',
  scope: { workspace: 'w', client: name },
});

describe('FileJournal', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'journal-'));
    path = join(folder, 'sub', 'cache.journal');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** What a process that starts now is told; then it ends in order. */
  async function read(): Promise<readonly InvalidationTarget[]> {
    const journal = new FileJournal(path);
    const targets = await journal.open();
    await journal.close();
    return targets;
  }

  async function write(...names: string[]): Promise<void> {
    const journal = new FileJournal(path);
    await journal.open();
    for (const name of names) await journal.append([client(name)]);
    await journal.close();
  }

  it('gives back, in order, what was appended and not applied', async () => {
    const journal = new FileJournal(path);
    expect(await journal.open()).toEqual([]);
    await journal.append([client('a'), client('b')]);
    await journal.append([client('c')]);
    await journal.applied([client('b'), client('never appended')]);
    await journal.close();
    expect(await read()).toEqual([client('a'), client('c')]);
  });

  it('keeps what waits in it when it is written to before it could be opened', async () => {
    await write('a');
    const journal = new FileJournal(path);
    await expect(journal.append([client('b')])).rejects.toThrow('not open');
    await expect(journal.append([client('c')])).rejects.toThrow('not open');
    expect(await journal.open()).toEqual([client('a')]);
    await journal.append([client('d')]);
    await journal.close();
    expect(await read()).toEqual([client('a'), client('d')]);
  });

  it('is empty when all is applied, and takes one anew that was', async () => {
    const journal = new FileJournal(path);
    await journal.open();
    await journal.append([client('a')]);
    await journal.applied([client('a')]);
    expect(statSync(path).size).toBe(0);
    await journal.append([client('a')]);
    await journal.close();
    expect(await read()).toEqual([client('a')]);
  });

  it('drops a last line that is there in part: its append never resolved', async () => {
    await write('a', 'b');
    const { length } = readFileSync(path);
    for (let cut = 1; cut < 20; cut++) {
      truncateSync(path, length - cut);
      const whole = readFileSync(path, 'utf8');
      expect(await read()).toEqual([client('a')]);
      writeFileSync(path, whole);
    }
    // The next line starts on its own.
    await write('c');
    expect(await read()).toEqual([client('a'), client('c')]);
  });

  it('counts everything as waiting when a line was changed', async () => {
    await write('a', 'b');
    const text = readFileSync(path, 'utf8');
    for (let at = 0; at < text.length - 1; at++) {
      const changed = `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`;
      writeFileSync(path, changed);
      expect(await read()).toContainEqual({ kind: 'all' });
    }
    writeFileSync(path, text);
    appendFileSync(path, 'something else\n');
    expect(await read()).toContainEqual({ kind: 'all' });
  });

  it('stays small however much is appended and applied while something waits', async () => {
    const journal = new FileJournal(path);
    await journal.open();
    await journal.append([client('waits')]);
    const many = Array.from({ length: 500 }, (_, index) => client(String(index)));
    for (let round = 0; round < 4; round++) {
      await journal.append(many);
      await journal.applied(many);
    }
    expect(statSync(path).size).toBeLessThan(1100 * 40);
    await journal.close();
    expect(await read()).toEqual([client('waits')]);
    expect(existsSync(`${path}.new`)).toBe(false);
  });

  it('belongs to one process at a time; that of a dead one is free', async () => {
    const journal = new FileJournal(path);
    await journal.open();
    await expect(new FileJournal(path).open()).rejects.toBeInstanceOf(CacheConfigurationError);
    await journal.close();
    writeFileSync(`${path}.lock`, '999999999\n'); // beyond the largest pid
    expect(await read()).toEqual([]);
    writeFileSync(`${path}.lock`, `${String(process.pid)}\n`); // a former process with our pid
    expect(await read()).toEqual([]);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('is for its owner alone', async () => {
    await write('a');
    expect(statSync(path).mode & 0o077).toBe(0);
  });
});
