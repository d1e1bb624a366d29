import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand, type RunCommand } from '../process/commands.js';
import { isDebian, PackagesUnavailable, PrivateApt } from '../redis/apt.js';

/** How Chroma's server is started here: program and arguments, to which those of its command line are added. */
export interface ChromaProgram {
  readonly command: readonly [string, ...string[]];
  /** Such as `1.4.4`. */
  readonly version: string;
}

/** The first Debian release whose C library Chroma's binding can use. */
const SUITE = 'trixie';
const LIBRARIES = ['libc6', 'libgcc-s1', 'libstdc++6'] as const;
/** Where unpacked packages are kept between runs; ignored by git. */
const CACHE_FOLDER = join(__dirname, '../../../.cache/servers');

let found: Promise<ChromaProgram> | undefined;

/** The server that npm's `chromadb` brings. Rejects with one sentence where it does not run. */
export function findChroma(): Promise<ChromaProgram> {
  found ??= chromaProgram(runCommand, CACHE_FOLDER);
  return found;
}

/**
 * The server is a native module that runs in Node and needs glibc 2.39. Where the machine's is older, Node itself is
 * started by the program loader of a later Debian, with the libraries beside it.
 */
export async function chromaProgram(run: RunCommand, cacheFolder: string): Promise<ChromaProgram> {
  const cli = [process.execPath, join(dirname(require.resolve('chromadb')), '../cli.mjs')] as const;
  const plain = await tried(run, cli);
  if (typeof plain !== 'string') return plain;
  const reasons = [`it does not run by itself (${plain})`];
  try {
    const root = await unpackedLibraries(run, cacheFolder);
    const unpacked = await tried(run, [...loaderCommand(root), ...cli]);
    if (typeof unpacked !== 'string') return unpacked;
    reasons.push(`nor with Debian's libraries (${unpacked})`);
  } catch (error) {
    if (!(error instanceof PackagesUnavailable)) throw error;
    reasons.push(error.message);
  }
  throw new Error(
    `The tests need the Chroma server of npm's chromadb: ${reasons.join('; ')}. Use a system with glibc 2.39 or later.`,
  );
}

async function tried(
  run: RunCommand,
  command: readonly [string, ...string[]],
): Promise<ChromaProgram | string> {
  const { stdout, stderr } = await run(command[0], [...command.slice(1), '--version']);
  const version = /^chroma (\d+\.\d+\.\d+)/m.exec(stdout)?.[1];
  return version === undefined
    ? (/^.*Error:? .*$/m.exec(stderr)?.[0].trim() ?? 'it does not say why')
    : { command, version };
}

/** The folder appears under its final name complete or not at all, so concurrent runs cannot see a half of it. */
async function unpackedLibraries(run: RunCommand, cacheFolder: string): Promise<string> {
  const root = join(cacheFolder, `libraries-${SUITE}`);
  if (existsSync(root)) return root;
  // A derivative's mirror has no Debian release beside its own.
  if (!isDebian()) throw new PackagesUnavailable('only a Debian can be given the libraries of a later one');
  mkdirSync(cacheFolder, { recursive: true });
  const work = mkdtempSync(join(cacheFolder, '.unpacking-'));
  try {
    const apt = await PrivateApt.open(join(work, 'apt'), SUITE, run);
    await apt.unpack(LIBRARIES, join(work, 'downloads'), join(work, 'root'));
    if (!existsSync(root)) renameSync(join(work, 'root'), root);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return root;
}

function loaderCommand(root: string): [string, ...string[]] {
  const usr = join(root, 'usr/lib');
  const folder = readdirSync(usr).find((name) => /-linux-gnu[^/]*$/.test(name));
  const files = folder === undefined ? [] : readdirSync(join(usr, folder));
  const loader = files.find((name) => /^ld-linux[^/]*\.so\.\d+$/.test(name));
  if (folder === undefined || loader === undefined)
    throw new PackagesUnavailable('the unpacked packages hold no program loader');
  return [join(usr, folder, loader), '--library-path', join(usr, folder)];
}
