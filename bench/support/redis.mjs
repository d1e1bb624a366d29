// A Redis for a measurement: the one that REDIS_URL names, or one of our own from a program on the PATH or one that
// the tests have unpacked.
import { spawn } from 'node:child_process';
import { readdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';

const UNPACKED = fileURLToPath(new URL('../../.cache/servers', import.meta.url));

/** With `command` given, a server that knows this command. */
export async function startRedis({ command } = {}) {
  const given = process.env.REDIS_URL;
  if (given) return { url: given, stop: async () => {} };
  for (const program of [['redis-server'], ['valkey-server'], ...(await unpackedPrograms())]) {
    const server = await tryProgram(program);
    if (server === undefined) continue;
    if (command === undefined || (await knows(server.url, command))) return server;
    await server.stop();
  }
  const which = command === undefined ? 'No Redis' : `No Redis that knows ${command}`;
  throw new Error(`${which}: set REDIS_URL, or install redis-server or valkey-server.`);
}

/** One that can be stopped, continued, killed and started again. */
export async function startOwnRedis() {
  for (const program of [['redis-server'], ['valkey-server'], ...(await unpackedPrograms())]) {
    const server = await tryProgram(program);
    if (server !== undefined) return server;
  }
  throw new Error('No Redis: install redis-server or valkey-server.');
}

/** Servers below .cache/servers, each as a command that uses nothing but what lies there. */
async function unpackedPrograms() {
  const programs = [];
  for (const root of await readdir(UNPACKED).catch(() => [])) {
    const files = await readdir(join(UNPACKED, root), { recursive: true });
    const program = files.find((file) => /^usr\/bin\/(redis|valkey)-server$/.test(file));
    const loader = files.find((file) =>
      /(^|\/)lib\/[^/]+-linux-gnu[^/]*\/ld-linux[^/]*\.so\.\d+$/.test(file),
    );
    if (program === undefined || loader === undefined) continue;
    const folders = files.filter((file) => /^(usr\/)?lib\/[^/]+-linux-gnu[^/]*$/.test(file));
    const path = folders.map((folder) => join(UNPACKED, root, folder)).join(':');
    programs.push([join(UNPACKED, root, loader), '--library-path', path, join(UNPACKED, root, program)]);
  }
  return programs;
}

async function knows(url, command) {
  const client = new Redis(url);
  const [info] = await client.command('INFO', command);
  client.disconnect();
  return info !== null;
}

async function tryProgram([program, ...first]) {
  const port = await freePort();
  const dir = await mkdtemp(join(tmpdir(), 'bench-redis-'));
  const args = [
    ...first,
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    dir,
  ];
  const url = `redis://127.0.0.1:${port}`;
  let child;
  let ended;
  /** False when the program ends instead of answering. */
  const start = async () => {
    child = spawn(program, args, { stdio: 'ignore' });
    ended = new Promise((resolve) => {
      child.once('error', resolve);
      child.once('exit', resolve);
    });
    const gone = ended.then(() => 'ended');
    for (let attempt = 0; attempt < 500; attempt++) {
      if (await answers(url)) return true;
      if ((await Promise.race([gone, delay(10)])) === 'ended') return false;
    }
    return false;
  };
  const end = async (signal) => {
    child.kill(signal);
    await ended;
  };
  const stop = async () => {
    await end('SIGKILL');
    await rm(dir, { recursive: true, force: true });
  };
  if (await start())
    return { url, stop, start, kill: () => end('SIGKILL'), signal: (name) => child.kill(name) };
  await stop();
  return undefined;
}

async function answers(url) {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    // Not listening yet.
    return false;
  } finally {
    if (client.status !== 'end' && client.status !== 'close') client.disconnect();
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
