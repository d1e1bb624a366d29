import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPT = join(__dirname, '../../scripts/build-kernels.mjs');
const FOLDER = join(__dirname, '../../src/cache/semantic/index/memory');

const run = (...args: string[]): string =>
  execFileSync(process.execPath, [SCRIPT, ...args], { encoding: 'utf8', stdio: 'pipe' });

describe('scripts/build-kernels.mjs', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kernels-'));
    for (const file of ['kernels.wat', 'kernels.wasm.ts']) cpSync(join(FOLDER, file), join(folder, file));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('finds that the committed constant is what the committed source compiles to', () => {
    expect(run('--check')).toBe('');
  });

  it('finds a source that was changed and not compiled, and compiles it', () => {
    const source = join(folder, 'kernels.wat');
    writeFileSync(source, readFileSync(source, 'utf8').replace('i32x4.dot_i16x8_s', 'i32x4.mul'));
    expect(() => run('--check', `file://${folder}`)).toThrow('npm run build:kernels');
    run(`file://${folder}`);
    expect(run('--check', `file://${folder}`)).toBe('');
  });
});
