import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandResult, RunCommand } from '../process/commands.js';
import { makeTempDir, removeTempDir } from '../process/temp-dir.js';
import { chromaProgram, findChroma } from './find-chroma.js';
import { startChroma } from './index.js';

const OK: CommandResult = { code: 0, stdout: 'chroma 1.4.4\n', stderr: '' };
const OLD: CommandResult = {
  code: 1,
  stdout: '',
  stderr: "\n\nError: version `GLIBC_2.39' not found (x.node)\n",
};

describe('the Chroma server for tests', () => {
  let folder: string;
  beforeEach(() => {
    folder = makeTempDir('find-chroma');
  });
  afterEach(() => removeTempDir(folder));

  it('runs by itself where the C library is new enough, and nothing is unpacked', async () => {
    const { command, version } = await chromaProgram(() => Promise.resolve(OK), folder);
    expect(command).toEqual([process.execPath, expect.stringMatching(/chromadb.dist.cli\.mjs$/)]);
    expect(existsSync(command[1] as string)).toBe(true);
    expect(version).toBe('1.4.4');
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is started by an unpacked system's loader where it is not", async () => {
    const library = join(folder, 'libraries-trixie/usr/lib/x86_64-linux-gnu');
    mkdirSync(library, { recursive: true });
    writeFileSync(join(library, 'ld-linux-x86-64.so.2'), '');
    const run: RunCommand = (program) => Promise.resolve(program === process.execPath ? OLD : OK);
    const { command } = await chromaProgram(run, folder);
    expect(command.slice(0, 4)).toEqual([
      join(library, 'ld-linux-x86-64.so.2'),
      '--library-path',
      library,
      process.execPath,
    ]);
  });

  it('says in one sentence what is missing where it cannot run', async () => {
    const failing: RunCommand = (program) =>
      Promise.resolve(program === process.execPath ? OLD : { code: 100, stdout: '', stderr: 'no network' });
    const failure = chromaProgram(failing, folder);
    await expect(failure).rejects.toThrow(
      /^The tests need .*GLIBC_2\.39.*Use a system with glibc 2\.39 or later\.$/,
    );
    // Nothing half unpacked is taken for a whole one the next time.
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps its data over a kill, or not, as asked, and ends with everything it had', async () => {
    await expect(findChroma()).resolves.toMatchObject({ version: expect.stringMatching(/^\d/) as string });
    const server = await startChroma();
    const collections = `${server.url}/api/v2/tenants/default_tenant/databases/default_database/collections`;
    const count = async (): Promise<number> =>
      ((await (await fetch(collections)).json()) as unknown[]).length;
    try {
      await fetch(collections, {
        method: 'POST',
        body: '{"name":"kept"}',
        headers: { 'content-type': 'application/json' },
      });
      await server.kill();
      await expect(fetch(server.url)).rejects.toThrow();
      await server.restart();
      expect(await count()).toBe(1);
      await server.restart({ empty: true });
      expect(await count()).toBe(0);
    } finally {
      await server.stop();
      await server.stop();
    }
  }, 60_000);
});
