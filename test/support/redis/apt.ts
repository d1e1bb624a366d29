import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLine, type RunCommand } from '../process/commands.js';
import { sourcesForSuite } from './apt-sources.js';

/** Why packages cannot be had on this machine, as a sentence. */
export class PackagesUnavailable extends Error {}

/**
 * apt with a state of its own in one folder: it neither needs root nor changes anything outside that folder, and it
 * believes that nothing is installed, so that libraries are downloaded too.
 */
export class PrivateApt {
  private constructor(
    private readonly options: readonly string[],
    private readonly run: RunCommand,
  ) {}

  static async open(folder: string, suite: string, run: RunCommand): Promise<PrivateApt> {
    const sources = sourcesForSuite(systemSources(), systemCodename(), suite);
    if (sources === undefined)
      throw new PackagesUnavailable("this machine's apt has no source for its own release");
    for (const sub of ['state/lists/partial', 'cache/archives/partial'])
      mkdirSync(join(folder, sub), { recursive: true });
    writeFileSync(join(folder, sources.name), sources.text);
    writeFileSync(join(folder, 'status'), '');
    const settings = {
      'Dir::Etc::sourcelist': join(folder, sources.name),
      'Dir::Etc::sourceparts': '-',
      'Dir::State': join(folder, 'state'),
      'Dir::State::status': join(folder, 'status'),
      'Dir::Cache': join(folder, 'cache'),
      'Acquire::Languages': 'none',
      'Acquire::Retries': '3',
      // Otherwise an update that fetched nothing counts as a success.
      'APT::Update::Error-Mode': 'any',
      // apt's own user cannot enter a project below somebody's home; signatures are verified all the same.
      'APT::Sandbox::User': 'root',
    };
    const apt = new PrivateApt(
      Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
      run,
    );
    await apt.must('apt-get', ['-q', 'update']);
    return apt;
  }

  /** The libraries a package needs, and those that they need. */
  async librariesOf(name: string): Promise<string[]> {
    const direct = await this.must('apt-cache', ['depends', '--important', name]);
    const first = [...direct.matchAll(/^ *(?:Pre)?Depends: ((?:lib|zlib)\S+)$/gm)].map(
      (match) => match[1] ?? '',
    );
    const all = await this.must('apt-cache', ['depends', '--recurse', '--important', ...first]);
    return [...new Set([...all.matchAll(/^(?:lib|zlib)\S+$/gm)].map((match) => match[0]))];
  }

  /** Downloads packages and unpacks them below `root`. Nothing is installed and no service starts. */
  async unpack(packages: readonly string[], downloads: string, root: string): Promise<void> {
    mkdirSync(downloads, { recursive: true });
    mkdirSync(root, { recursive: true });
    await this.must('apt-get', ['-q', 'download', ...packages], downloads);
    for (const archive of readdirSync(downloads).filter((file) => file.endsWith('.deb'))) {
      await this.must('dpkg', ['-x', join(downloads, archive), root], downloads, []);
    }
  }

  private async must(
    program: string,
    args: readonly string[],
    cwd?: string,
    options = this.options,
  ): Promise<string> {
    const result = await this.run(program, [...options, ...args], {
      timeoutMs: 180_000,
      ...(cwd === undefined ? {} : { cwd }),
    });
    if (result.code !== 0) {
      const complaint = lastLine(result.stderr) || lastLine(result.stdout);
      throw new PackagesUnavailable(`${program} ${args.slice(0, 2).join(' ')} failed: ${complaint}`);
    }
    return result.stdout;
  }
}

/** `bookworm`, `noble` ... */
export function systemCodename(): string {
  return /^VERSION_CODENAME="?([a-z]+)"?$/m.exec(osRelease())?.[1] ?? '';
}

export function isDebian(): boolean {
  return /^ID="?debian"?$/m.test(osRelease());
}

function osRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    // Not a Linux with a release file: then it has no apt that we know either.
    return '';
  }
}

function systemSources(): { name: string; text: string }[] {
  const folder = '/etc/apt/sources.list.d';
  const parts = existing(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
  const main = existing('/etc/apt').includes('sources.list')
    ? [{ name: 'sources.list', text: readFileSync('/etc/apt/sources.list', 'utf8') }]
    : [];
  return [...main, ...parts];
}

function existing(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
