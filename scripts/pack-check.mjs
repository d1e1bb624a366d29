// What a user gets: packs the package, checks what is in it, runs the engine and the command line where nothing else is
// installed, and two scratch applications on the tarball, a Nest 12 one in ES modules and a Nest 11 one in CommonJS,
// whose second identical request must be a hit.
import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './support.mjs';

const APPLICATIONS = [
  { name: 'nest-12-esm', main: 'main.mjs', nest: 12, eventEmitter: 12 },
  { name: 'nest-11-commonjs', main: 'main.cjs', nest: 11, eventEmitter: 3 },
];
// Beside the files that "exports" names, and their source maps.
const SHIPPED = /^(?:package\.json|README\.md|LICENSE|docs\/.+|dist\/(?:cache|cli)\/.+)$/;
const QUIET = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
const NEVER_SHIPPED = /\.spec\.|\.tsbuildinfo$/;

const folder = await mkdtemp(join(tmpdir(), 'nestjs-ai-cache-pack-'));
try {
  const tarball = await pack();
  await checkWithTools(tarball);
  await runEngineAlone(tarball);
  for (const application of APPLICATIONS) await runApplication(application, tarball);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function pack() {
  const printed = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]);
  // npm prints a list, and from its 12th major on an object by package name.
  const [packed] = Object.values(JSON.parse(printed));
  const { exports } = JSON.parse(await readFile('package.json', 'utf8'));
  const promised = Object.values(exports)
    .flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry)))
    .map((path) => path.replace('./', ''));
  const shipped = packed.files.map((file) => file.path);
  const belongs = (path) =>
    (SHIPPED.test(path) || promised.includes(path.replace(/\.map$/, ''))) && !NEVER_SHIPPED.test(path);
  assert.deepEqual(
    shipped.filter((path) => !belongs(path)),
    [],
    'files that do not belong into the package',
  );
  assert.deepEqual(
    promised.filter((path) => !shipped.includes(path)),
    [],
    'files that "exports" names and the package lacks',
  );
  console.log(`package: ${packed.filename}, ${packed.files.length} files, ${packed.unpackedSize} bytes`);
  return join(folder, packed.filename);
}

async function checkWithTools(tarball) {
  await run('node_modules/.bin/publint', ['run', tarball, '--strict']);
  await run('node_modules/.bin/attw', [tarball, '--profile', 'esm-only', '--no-emoji', '--no-color']);
  console.log('package: publint and attw have nothing to say');
}

/** A script has no Nest: the engine must load without the peers. */
async function runEngineAlone(tarball) {
  const cwd = join(folder, 'engine-alone');
  await mkdir(cwd);
  await writeFile(join(cwd, 'package.json'), JSON.stringify({ name: 'engine-alone', private: true }));
  await copyFile('scripts/pack-check/engine.mjs', join(cwd, 'engine.mjs'));
  await run('npm', ['install', ...QUIET, '--legacy-peer-deps', tarball], { cwd });
  const printed = await run(process.execPath, ['engine.mjs'], { cwd, timeout: 60_000 });
  console.log(`package: the engine alone: ${printed.trim()}`);
  await runCommandLine(cwd);
}

/** The command as `npx` finds it, on a file of its user. */
async function runCommandLine(cwd) {
  const lines = ['a', 'b'].map(
    (id) => `${JSON.stringify({ a: `Question ${id}`, b: `question ${id}`, same: true })}\n`,
  );
  await writeFile(join(cwd, 'pairs.jsonl'), lines.join(''));
  const command = ['--no-install', 'nestjs-ai-cache', 'calibrate', 'pairs.jsonl'];
  // Two pairs are enough for a target of 5 %.
  const printed = await run(
    'npx',
    [...command, '--target-precision', '0.05', '--out', 'curve.svg', '--json'],
    {
      cwd,
      timeout: 60_000,
    },
  );
  const { report } = JSON.parse(printed);
  assert.equal(report.withGuards.recommended.hits.count, 2, printed);
  assert.match(await readFile(join(cwd, 'curve.svg'), 'utf8'), /^<svg /);
  console.log(`package: the command line: ${report.pairs} pairs judged, curve drawn`);
}

async function runApplication({ name, main, nest, eventEmitter }, tarball) {
  const cwd = join(folder, name);
  await mkdir(cwd);
  await writeFile(join(cwd, 'package.json'), JSON.stringify({ name, private: true }));
  await copyFile(`scripts/pack-check/${main}`, join(cwd, main));
  await copyFile('scripts/pack-check/application.cjs', join(cwd, 'application.cjs'));
  // The other peers come by themselves, if the package declares them.
  const packages = ['common', 'core', 'platform-express'].map((part) => `@nestjs/${part}@${nest}`);
  packages.push(`@nestjs/event-emitter@${eventEmitter}`);
  await run('npm', ['install', ...QUIET, tarball, ...packages], { cwd });
  const version = JSON.parse(
    await readFile(join(cwd, 'node_modules/@nestjs/core/package.json'), 'utf8'),
  ).version;
  assert.equal(version.split('.')[0], String(nest), 'the application runs on the Nest it is meant for');
  // The application ends by itself: a handle that the module left open would keep it running.
  const printed = await run(process.execPath, [main], { cwd, timeout: 60_000 });
  assert.match(printed, /^ok /m, printed);
  console.log(`package: ${name} on Nest ${version}: ${printed.trim()}`);
}
