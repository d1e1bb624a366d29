import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type RunCommand } from '../process/commands.js';
import { isDebian, PackagesUnavailable, PrivateApt, systemCodename } from './apt.js';
import { parseVersion, type FlavourDescription } from './flavour.js';
import { LocalProgram } from './local-program.js';
import type { FindProgram, ServerProgram } from './server-program.js';

/**
 * A server from the distribution's packages, unpacked into `cacheFolder` and run there with its own C library: a
 * server of a later release runs on an earlier one, and the machine itself is not changed.
 */
export function programFromPackages(
  flavour: FlavourDescription,
  run: RunCommand,
  cacheFolder: string,
): FindProgram {
  return async () => {
    // On a relative of Debian there is only that relative's own release; it may or may not have this flavour.
    const suite = isDebian() ? flavour.debianSuite : systemCodename();
    const prefix = `${flavour.debianPackage}-${suite}-`;
    const cached = await firstAccepted(cacheFolder, prefix, flavour, run);
    if (cached !== undefined) return cached;
    if ((await run('apt-get', ['--version'])).code !== 0) return 'there is no apt-get to install it with';
    try {
      await install(flavour, suite, prefix, cacheFolder, run);
    } catch (error) {
      if (error instanceof PackagesUnavailable) return error.message;
      throw error;
    }
    const installed = await firstAccepted(cacheFolder, prefix, flavour, run);
    return installed ?? `the packages of ${suite} hold no ${flavour.title}`;
  };
}

/** The folder appears under its final name complete or not at all, so concurrent runs cannot see a half of it. */
async function install(
  flavour: FlavourDescription,
  suite: string,
  prefix: string,
  cacheFolder: string,
  run: RunCommand,
): Promise<void> {
  mkdirSync(cacheFolder, { recursive: true });
  const work = mkdtempSync(join(cacheFolder, '.unpacking-'));
  try {
    const apt = await PrivateApt.open(join(work, 'apt'), suite, run);
    const stem = flavour.debianPackage;
    const libraries = await apt.librariesOf(`${stem}-tools`);
    const root = join(work, 'root');
    await apt.unpack([`${stem}-server`, `${stem}-tools`, ...libraries], join(work, 'downloads'), root);
    const program = await unpackedProgram(root, flavour, run);
    if (typeof program === 'string') throw new PackagesUnavailable(program);
    moveUnlessThere(root, join(cacheFolder, `${prefix}${program.server.version}`));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function moveUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    // Another run was quicker; what it put there is the same.
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
}

async function firstAccepted(
  cacheFolder: string,
  prefix: string,
  flavour: FlavourDescription,
  run: RunCommand,
): Promise<ServerProgram | undefined> {
  if (!existsSync(cacheFolder)) return undefined;
  for (const name of readdirSync(cacheFolder).filter((entry) => entry.startsWith(prefix))) {
    const program = await unpackedProgram(join(cacheFolder, name), flavour, run);
    if (typeof program !== 'string' && flavour.accepts(program.server)) return program;
  }
  return undefined;
}

/** The server below an unpacked root, as a command that uses nothing but what lies there. */
async function unpackedProgram(
  root: string,
  flavour: FlavourDescription,
  run: RunCommand,
): Promise<ServerProgram | string> {
  const libraryFolders = ['lib', 'usr/lib']
    .flatMap((lib) => subfolders(join(root, lib)))
    .filter((folder) => /-linux-gnu[^/]*$/.test(folder));
  const loader = libraryFolders
    .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
    .find((file) => /\/ld-linux[^/]*\.so\.\d+$/.test(file));
  if (loader === undefined) return 'the unpacked packages hold no program loader';
  const command: [string, ...string[]] = [
    loader,
    '--library-path',
    libraryFolders.join(':'),
    join(root, 'usr/bin', `${flavour.debianPackage}-server`),
  ];
  const version = await run(command[0], [...command.slice(1), '--version']);
  const server = parseVersion(version.stdout);
  if (server === undefined) return `the unpacked server does not run here (${version.stderr.trim()})`;
  return new LocalProgram(`${flavour.debianPackage}-server ${server.version} from packages`, server, command);
}

function subfolders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}
