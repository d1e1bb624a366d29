// What the checks of the built artefact share.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Runs a command to its end; rejects with its output when it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => (stdout += chunk));
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`${command} ${args.join(' ')} ended with code ${code}\n${stdout}${stderr}`));
    });
  });
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** A server under test: its output is kept for the message when something goes wrong. */
export class ServerUnderTest {
  #child;
  #output = '';
  #exit;

  constructor(script, options) {
    this.#child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on('data', (chunk) => (this.#output += chunk));
    }
    this.#exit = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => resolve({ code, signal }));
    });
  }

  get output() {
    return this.#output;
  }

  /** Asks until `probe` gives something; fails when the server ends or the time is over. */
  async until(what, probe, withinMs = 60_000) {
    const deadline = Date.now() + withinMs;
    while (Date.now() < deadline) {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) break;
      const result = await probe();
      if (result !== undefined) return result;
      await delay(100);
    }
    throw new Error(`${what}: not so. The server's output:\n${this.#output}`);
  }

  /** Asks it to end and returns how it did; a server that does not end in time is killed, and that is an error. */
  async stop(withinMs = 10_000) {
    this.#child.kill('SIGTERM');
    const patience = new AbortController();
    const late = delay(withinMs, undefined, { signal: patience.signal }).catch(() => undefined);
    const exit = await Promise.race([this.#exit, late]);
    patience.abort();
    if (exit !== undefined) return exit;
    this.kill();
    throw new Error(`the server did not end within ${withinMs} ms of SIGTERM:\n${this.#output}`);
  }

  kill() {
    this.#child.kill('SIGKILL');
  }
}

/** POSTs JSON; gives status, headers and the body's text. */
export async function postJson(url, body, headers = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
