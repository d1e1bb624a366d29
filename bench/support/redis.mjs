// A Redis for a measurement: the one that REDIS_URL names, or one of our own from a program on the PATH.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';

export async function startRedis() {
  const given = process.env.REDIS_URL;
  if (given) return { url: given, stop: async () => {} };
  for (const program of ['redis-server', 'valkey-server']) {
    const server = await tryProgram(program);
    if (server !== undefined) return server;
  }
  throw new Error('No Redis: set REDIS_URL, or install redis-server or valkey-server.');
}

async function tryProgram(program) {
  const port = await freePort();
  const dir = await mkdtemp(join(tmpdir(), 'bench-redis-'));
  const args = [
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
  const child = spawn(program, args, { stdio: 'ignore' });
  const ended = new Promise((resolve) => {
    child.once('error', resolve);
    child.once('exit', resolve);
  });
  const url = `redis://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill();
    await ended;
    await rm(dir, { recursive: true, force: true });
  };
  const gone = ended.then(() => 'ended');
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await answers(url)) return { url, stop };
    if ((await Promise.race([gone, delay(50)])) === 'ended') break;
  }
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
