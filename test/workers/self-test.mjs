// For the tests of the worker support itself.
import { serve } from './runtime.mjs';

class PickyError extends Error {
  name = 'PickyError';
  code = 'PICKY';
}

serve({
  add: (a, b) => a + b,
  echo: (value) => value,
  pid: () => process.pid,
  env: (name) => process.env[name],
  argument: (index) => process.argv[index + 2],
  fail: () => Promise.reject(new PickyError('not like this')),
  never: () => new Promise(() => undefined),
  leave: (code) => process.exit(code),
});
