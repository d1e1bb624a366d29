import type { CommandResult, RunCommand } from '../process/commands.js';
import { makeTempDir } from '../process/temp-dir.js';
import { dockerArguments, programInDocker } from './docker-program.js';
import { firstProgram, waysTo } from './find-program.js';
import { FLAVOURS, parseVersion } from './flavour.js';

const REDIS_7_2 = 'Redis server v=7.2.4 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=0';
const REDIS_8 = 'Redis server v=8.0.2 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=0';
const VALKEY_8 = 'Valkey server v=8.1.1 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=0';

const ok = (stdout = ''): CommandResult => ({ code: 0, stdout, stderr: '' });
const failed = (stderr: string): CommandResult => ({ code: 1, stdout: '', stderr });
const missing = (program: string): CommandResult => ({
  code: -1,
  stdout: '',
  stderr: `spawn ${program} ENOENT`,
});

/** A machine that knows only the given commands; what it was asked is recorded. */
function machine(answers: Record<string, CommandResult>): { run: RunCommand; asked: string[] } {
  const asked: string[] = [];
  const run: RunCommand = (program, args) => {
    const line = [program, ...args].join(' ');
    asked.push(line);
    const answer = Object.entries(answers).find(([start]) => line.startsWith(start))?.[1];
    return Promise.resolve(answer ?? missing(program));
  };
  return { run, asked };
}

const emptyFolder = (): string => makeTempDir('find');

describe('finding a server', () => {
  it('prefers one that is installed', async () => {
    const { run, asked } = machine({ 'redis-server --version': ok(REDIS_8), 'docker info': ok('27.0') });
    const program = await firstProgram('redis8', waysTo('redis8', run, emptyFolder()));
    expect(program.origin).toBe('redis-server on PATH');
    expect(program.server).toEqual({ product: 'redis', version: '8.0.2' });
    expect(asked).toEqual(['redis-server --version']);
  });

  it('takes an installed Valkey where any server will do', async () => {
    const { run } = machine({ 'valkey-server --version': ok(VALKEY_8) });
    const program = await firstProgram('default', waysTo('default', run, emptyFolder()));
    expect(program.server.product).toBe('valkey');
  });

  it('uses Docker where there is neither a fitting server nor apt', async () => {
    const { run, asked } = machine({
      'redis-server --version': ok(REDIS_7_2),
      'docker info': ok('27.0'),
      'docker image inspect redis:8.0': failed('No such image'),
      'docker pull --quiet redis:8.0': ok(),
      'docker run --rm --entrypoint redis-server redis:8.0 --version': ok(REDIS_8),
    });
    const program = await firstProgram('redis8', waysTo('redis8', run, emptyFolder()));
    expect(program.origin).toBe('Docker image redis:8.0');
    expect(asked).toContain('docker pull --quiet redis:8.0');
  });

  it('does not pull an image that is there', async () => {
    const { run, asked } = machine({
      'docker info': ok('27.0'),
      'docker image inspect valkey/valkey:8': ok('[]'),
      'docker run --rm --entrypoint valkey-server valkey/valkey:8 --version': ok(VALKEY_8),
    });
    const program = await programInDocker(FLAVOURS.valkey, run, 'linux')();
    expect(program).toMatchObject({ origin: 'Docker image valkey/valkey:8' });
    expect(asked.join()).not.toContain('pull');
  });

  it('fails in one sentence that names every way it tried', async () => {
    const { run } = machine({
      'redis-server --version': ok(REDIS_7_2),
      'apt-get --version': ok(),
      'docker info': failed('Cannot connect to the Docker daemon. Is the docker daemon running?'),
    });
    const closed = [...waysTo('redis8', run, emptyFolder())];
    // This machine's own apt sources are read by the second way; what apt answers is the machine's above.
    await expect(firstProgram('redis8', closed)).rejects.toThrow(
      /^The tests need Redis 8 and found none: on PATH is only redis-server 7\.2\.4; .+; Docker is installed but its engine does not answer\. Install/,
    );
  });
});

describe('a Docker engine', () => {
  it.each<[string, Record<string, CommandResult>, NodeJS.Platform, string]>([
    ['no client', {}, 'linux', 'Docker is not installed'],
    [
      'a client without an engine',
      { 'docker info': failed('Cannot connect') },
      'linux',
      'its engine does not answer',
    ],
    [
      'a client that says so with exit code 0',
      { 'docker info': ok('\n') },
      'linux',
      'its engine does not answer',
    ],
    ['an engine in a virtual machine', { 'docker info': ok('27.0') }, 'darwin', 'exists on Linux only'],
    [
      'no way to the image',
      {
        'docker info': ok('27.0'),
        'docker image inspect': failed(''),
        'docker pull': failed('a\nno route to host'),
      },
      'linux',
      'Docker cannot pull redis:7.0 (no route to host)',
    ],
    [
      'another version under the name',
      { 'docker info': ok('27.0'), 'docker image inspect': ok(), 'docker run': ok(REDIS_8) },
      'linux',
      'does not run here as Redis 7.0',
    ],
  ])('%s is no way to a server', async (_, answers, platform, reason) => {
    const result = await programInDocker(FLAVOURS.redis7, machine(answers).run, platform)();
    expect(result).toContain(reason);
  });

  it('runs the server as this user, on the host network, in a folder it shares', () => {
    const server = { product: 'valkey', version: '8.1.1' } as const;
    const line = dockerArguments('n', 'valkey/valkey:8', server, '/tmp/d', ['--port', '1']).join(' ');
    expect(line).toMatch(/^run --rm --name n --network host --user \d+:\d+ /);
    expect(line).toContain('--volume /tmp/d:/tmp/d --workdir /tmp/d --entrypoint valkey-server');
    expect(line.endsWith(' valkey/valkey:8 --port 1')).toBe(true);
  });
});

describe('flavours', () => {
  it.each([
    ['redis7', 'Redis server v=7.0.15 sha', true],
    ['redis7', 'Redis server v=7.2.4 sha', false],
    ['redis8', 'Redis server v=8.4.0 sha', true],
    ['redis8', VALKEY_8, false],
    ['valkey', REDIS_8, false],
    ['default', 'Redis server v=6.2.1 sha', false],
  ] as const)('%s and %s', (flavour, printed, accepted) => {
    const server = parseVersion(printed);
    expect(server && FLAVOURS[flavour].accepts(server)).toBe(accepted);
  });

  it('are not guessed from what is no server', () => {
    expect(parseVersion('bash: redis-server: command not found')).toBeUndefined();
  });
});
