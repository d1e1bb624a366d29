// The scan in C of native-scan.c, compiled for this very machine, in a process of its own.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SOURCE = fileURLToPath(new URL('native-scan.c', import.meta.url));
const FLAGS = ['-O3', '-march=native', '-ffast-math'];

/** Undefined where no C compiler is installed. All vectors and queries are unit vectors of one length. */
export async function startNativeScan(vectors, queries) {
  const dir = await mkdtemp(join(tmpdir(), 'bench-scan-'));
  const program = join(dir, 'scan');
  try {
    await promisify(execFile)('cc', [...FLAGS, '-o', program, SOURCE]);
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
  const data = join(dir, 'data');
  const file = await open(data, 'w');
  await file.write(new Uint8Array(Int32Array.of(vectors.length, queries.length, vectors[0].length).buffer));
  for (const vector of [...vectors, ...queries]) await file.write(new Uint8Array(vector.buffer));
  await file.close();

  const child = spawn(program, [data], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    name: `native scan (C, float32, cc ${FLAGS.join(' ')})`,
    /** Every query once: how long each took, and the CPU time of all, in ms. */
    async run(count, best) {
      child.stdin.write(`${count} ${best}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('The native scan ended.');
      const [cpu, ...times] = value.split(' ').map((ns) => Number(ns) / 1e6);
      return { cpu, times };
    },
    async stop() {
      child.stdin.end();
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
  };
}
