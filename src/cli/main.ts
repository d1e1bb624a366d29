#!/usr/bin/env node
import { createRequire } from 'node:module';
import { EXIT } from './cli.error.js';
import { run } from './run.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

const interrupted = new AbortController();
process.on('SIGINT', () => {
  // The second one does not wait for anything.
  if (interrupted.signal.aborted) process.exit(EXIT.interrupted);
  interrupted.abort(new Error('interrupted'));
});
// Whoever reads the output may have read enough: `... | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.ok);
});

const { stdout, stderr } = process;
// Not exit(): what was written to a pipe may still be on its way.
process.exitCode = await run(process.argv.slice(2), { version, stdout, stderr, signal: interrupted.signal });
