const { availableParallelism } = require('node:os');

// One set-up that passes on every supported Node: sources and ESM-only dependencies are compiled to CommonJS.
// Native ESM Jest cannot load @willsoto/nestjs-prometheus beside Nest 12. The ESM artefact itself is covered by
// .ci/run, which boots dist/main.js and imports the packed tarball.
const ESM_DEPENDENCIES = [
  '@nestjs',
  'file-type',
  'load-esm',
  'jose',
  '@electric-sql',
  'ai',
  '@ai-sdk',
  '@workflow',
  '@langchain',
  'langsmith',
  'zod',
];

const swc = {
  swcrc: false,
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
};

const common = {
  testEnvironment: 'node',
  transform: { '^.+\\.c?[jt]s$': ['@swc/jest', swc] },
  transformIgnorePatterns: [`/node_modules/(?!(${ESM_DEPENDENCIES.join('|')})/)`],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};

module.exports = {
  coverageProvider: 'v8',
  // Much of the time is waited for servers, so that two at once pay even on two cores.
  maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
  // A bound for what hangs, not for what is slow: real servers and processes are started beside each other.
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/test/support/summary.reporter.cjs'],
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/src/**/*.spec.ts'] },
    {
      ...common,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/**/*.spec.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
};
