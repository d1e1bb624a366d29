// Runs a TypeScript program of the tests with plain node: `node test/support/run-ts.cjs test/chaos/main.ts ...`. The
// same compiler and settings as jest's, to CommonJS.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { resolve } = require('node:path');
const { transformSync } = require('@swc/core');
require('./resolve-ts.cjs');

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    swcrc: false,
    sourceMaps: 'inline',
    jsc: { target: 'es2023', parser: { syntax: 'typescript', decorators: true }, keepClassNames: true },
    module: { type: 'commonjs' },
  });
  module._compile(code, filename);
};

process.argv.splice(1, 1);
require(resolve(process.argv[1]));
