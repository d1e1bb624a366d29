import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { makeTempDir } from '../support/process/temp-dir.js';
import { CLI, cli, jsonLines } from './support.js';

const QUESTIONS = jsonLines([{ a: 'Who slept?', b: 'Who had slept?', same: true }]);
const RECORDED = jsonLines([{ same: true, cosine: 0.9 }]);

describe('the command line', () => {
  it.each([[['--help']], [['help', 'calibrate']], [['calibrate', '--help']], [['simulate', '--help']]])(
    'helps with %j',
    async (args) => {
      const { code, stdout, stderr } = await cli(args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('Usage: nestjs-ai-cache');
      if (args.length === 2) expect(stdout).toMatch(/Examples:\n {2}nestjs-ai-cache (calibrate|simulate) /);
    },
  );

  it('says its version', async () => {
    const { stdout } = await cli(['--version']);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [[], /Usage:/],
    [['calibrat', 'x'], /unknown command 'calibrat'/],
    [['calibrate'], /missing required argument 'pairs.jsonl'/],
    [['calibrate', 'pairs.jsonl', '--treshold', '1'], /unknown option '--treshold'/],
    [['calibrate', 'pairs.jsonl', '--embedder', 'word2vec'], /Allowed choices are lexical, cohere/],
    [['calibrate', 'pairs.jsonl', '--target-precision', '99'], /must be a number above 0 and below 1/],
    [['calibrate', 'pairs.jsonl', '--thresholds', '0.8;0.9'], /must be a number from 0 to 1/],
    [['calibrate', 'pairs.jsonl', '--thresholds', '0.8', '--step', '0.1'], /cannot be used with/],
    [['calibrate', 'pairs.jsonl', '--model', 'm'], /--model needs --embedder/],
    [['calibrate', 'pairs.jsonl', '--embedder', 'cohere'], /needs an API key: set COHERE_API_KEY/],
    [['calibrate', 'pairs.jsonl', '--out', 'curve.png'], /must end in \.svg or \.html/],
    [['calibrate', 'recorded.jsonl', '--embedder', 'lexical'], /recorded\.jsonl: has no texts/],
    [['calibrate', 'none.jsonl'], /none\.jsonl: there is no such file/],
    [['simulate', 'pairs.jsonl'], /pairs\.jsonl:1: field "text" is missing/],
    [['simulate', 'pairs.jsonl', '--limit', '0'], /must be a whole number/],
  ])('ends %j with 2 and one message', async (args, message) => {
    const { code, stdout, stderr } = await cli(args, {
      'pairs.jsonl': QUESTIONS,
      'recorded.jsonl': RECORDED,
    });
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it.each([
    ['{"a":"x","b":"y","same":true}\n{"a":"x"', ':2: is not JSON'],
    ['{"a":"x","b":"y"}', ':1: field "same" is missing.'],
    ['{"a":"x","b":"y","same":"yes"}', ':1: field "same" must be true or false.'],
    ['\n{"a":"x","same":true}', ':2: field "b" is missing.'],
    ['{"a":" ","b":"y","same":true}', ':1: field "a" is empty.'],
    ['{"same":true}', ':1: fields "a" and "b" are missing, and there is no recorded "cosine" either.'],
    ['{"same":true,"cosine":1.5}', ':1: field "cosine" is above 1.'],
    ['{"a":"x","b":"y","same":true,"cosine":1}\n{"a":"x","b":"y","same":true}', ':2: has no recorded cosine'],
    ['{"a":"x","b":"y","same":true,"cosine":1}\n{"same":true,"cosine":1}', ':2: has no texts, unlike'],
    ['\n\n', ': has no lines.'],
  ])('names file and line of %j', async (text, message) => {
    const { code, stderr } = await cli(['calibrate', 'bad.jsonl'], { 'bad.jsonl': text });
    expect(code).toBe(2);
    expect(stderr).toContain(`nestjs-ai-cache: bad.jsonl${message}`);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('shows progress on stderr only, and only when asked for where there is no terminal', async () => {
    const files = { 'pairs.jsonl': QUESTIONS };
    const plain = await cli(['calibrate', 'pairs.jsonl', '--json'], files);
    expect(plain.stderr).toBe('');
    const shown = await cli(['calibrate', 'pairs.jsonl', '--json', '--progress'], files);
    expect(shown.stderr).toMatch(/embedding \[.*\] 100 % \| 2\/2/);
    expect(shown.stdout).toBe(plain.stdout);
  });

  it('cannot write the picture: 1, after the results', async () => {
    const args = ['calibrate', 'pairs.jsonl', '--out', join('no-such-folder', 'curve.svg')];
    const { code, stdout, stderr } = await cli(args, { 'pairs.jsonl': QUESTIONS });
    expect(code).toBe(1);
    expect(stdout).toContain('Without guards');
    expect(stderr).toMatch(/^nestjs-ai-cache: .*curve\.svg: cannot be written: ENOENT\.\n$/);
  });
});

describe('with an embedder of its own address', () => {
  const servers: Server[] = [];
  const serve = async (handler: Parameters<typeof createServer>[1]): Promise<string> => {
    const server = createServer(handler).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  };
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('ends with 1 and the embedder’s failure when it refuses', async () => {
    const url = await serve((_, response) => response.writeHead(401).end('{}'));
    const args = ['calibrate', 'pairs.jsonl', '--embedder', 'openai', '--base-url', url];
    const { code, stdout, stderr } = await cli(args, { 'pairs.jsonl': QUESTIONS });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^nestjs-ai-cache: Embedding provider \S+: .*401.*\n$/);
  });

  it('ends with 130 and without a word on SIGINT', async () => {
    // The embedder that never answers: the command is waiting for it when the signal comes.
    let asked = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (asked = resolve));
    const url = await serve(() => asked());
    const cwd = makeTempDir('cli');
    writeFileSync(join(cwd, 'pairs.jsonl'), QUESTIONS);
    const child = spawn(
      process.execPath,
      [CLI, 'calibrate', 'pairs.jsonl', '--embedder', 'openai', '--base-url', url],
      { cwd, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await waiting;
    child.kill('SIGINT');
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect({ code, signal, output }).toEqual({ code: 130, signal: null, output: '' });
  });
});
