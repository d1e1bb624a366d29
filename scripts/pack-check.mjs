// What a user gets: packs the package, checks what is in it, and runs two scratch applications on the tarball, a Nest
// 12 one in ES modules and a Nest 11 one in CommonJS, whose second identical request must be a hit.
import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './support.mjs';

const APPLICATIONS = [
  { name: 'nest-12-esm', main: 'main.mjs', nest: 12, eventEmitter: 12 },
  { name: 'nest-11-commonjs', main: 'main.cjs', nest: 11, eventEmitter: 3 },
];
const SHIPPED =
  /^(?:package\.json|README\.md|LICENSE|docs\/.+|dist\/(?:index|testing)\.(?:js|d\.ts)(?:\.map)?|dist\/cache\/.+)$/;
const NEVER_SHIPPED = /\.spec\.|\.tsbuildinfo$/;

const folder = await mkdtemp(join(tmpdir(), 'nestjs-ai-cache-pack-'));
try {
  const tarball = await pack();
  await checkWithTools(tarball);
  for (const application of APPLICATIONS) await runApplication(application, tarball);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function pack() {
  const printed = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]);
  // npm prints a list, and from its 12th major on an object by package name.
  const [packed] = Object.values(JSON.parse(printed));
  const strange = packed.files
    .map((file) => file.path)
    .filter((path) => !SHIPPED.test(path) || NEVER_SHIPPED.test(path));
  assert.deepEqual(strange, [], 'files that do not belong into the package');
  const { exports } = JSON.parse(await readFile('package.json', 'utf8'));
  const shipped = new Set(packed.files.map((file) => `./${file.path}`));
  const promised = Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? [entry] : Object.values(entry),
  );
  const missing = promised.filter((path) => !shipped.has(path));
  assert.deepEqual(missing, [], 'files that "exports" names and the package lacks');
  console.log(`package: ${packed.filename}, ${packed.files.length} files, ${packed.unpackedSize} bytes`);
  return join(folder, packed.filename);
}

async function checkWithTools(tarball) {
  await run('node_modules/.bin/publint', ['run', tarball, '--strict']);
  await run('node_modules/.bin/attw', [tarball, '--profile', 'esm-only', '--no-emoji', '--no-color']);
  console.log('package: publint and attw have nothing to say');
}

async function runApplication({ name, main, nest, eventEmitter }, tarball) {
  const cwd = join(folder, name);
  await mkdir(cwd);
  await writeFile(join(cwd, 'package.json'), JSON.stringify({ name, private: true }));
  await copyFile(`scripts/pack-check/${main}`, join(cwd, main));
  await copyFile('scripts/pack-check/application.cjs', join(cwd, 'application.cjs'));
  const packages = [
    ...['common', 'core', 'platform-express'].map((part) => `@nestjs/${part}@${nest}`),
    `@nestjs/event-emitter@${eventEmitter}`,
    ...['reflect-metadata@0.2', 'rxjs@7', '@willsoto/nestjs-prometheus@6', 'prom-client@15'],
  ];
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  await run('npm', ['install', ...quiet, tarball, ...packages], { cwd });
  const version = JSON.parse(
    await readFile(join(cwd, 'node_modules/@nestjs/core/package.json'), 'utf8'),
  ).version;
  assert.equal(version.split('.')[0], String(nest), 'the application runs on the Nest it is meant for');
  // The application ends by itself: a handle that the module left open would keep it running.
  const printed = await run(process.execPath, [main], { cwd, timeout: 60_000 });
  assert.match(printed, /^ok /m, printed);
  console.log(`package: ${name} on Nest ${version}: ${printed.trim()}`);
}
