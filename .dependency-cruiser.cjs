/** The architecture rules of docs/architecture.md, checked in CI. */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'With decorator metadata in ES modules an import cycle fails at start.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'cache-knows-no-clinic',
      comment: 'The clinic is an application of the cache, never the other way round.',
      severity: 'error',
      from: { path: '^src/cache' },
      to: { path: '^src/(clinic|main)' },
    },
    {
      name: 'cache-knows-no-command-line',
      comment: 'The command line uses the cache; nobody who imports the package loads it.',
      severity: 'error',
      from: { path: '^src/(?!cli/)' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'command-line-imports-cache-only',
      comment: 'It runs where no Nest is installed.',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: ['^src/(?!cli/|cache/)', 'node_modules/@nestjs'] },
    },
    {
      name: 'core-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^src/cache/core', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/', pathNot: '^src/cache/core' },
    },
    {
      name: 'engine-knows-no-nest',
      comment: 'createCache(options) serves scripts and workers; only the Nest face may import Nest.',
      severity: 'error',
      from: { path: '^src/cache/(core|store|engine)', pathNot: '\\.spec\\.ts$' },
      to: { path: 'node_modules/@nestjs' },
    },
    {
      name: 'engine-knows-no-semantics',
      comment: 'What finds similar questions is behind a port; only createCache puts the two together.',
      severity: 'error',
      from: { path: '^src/cache/(core|store|engine)', pathNot: '^src/cache/engine/create-|\\.spec\\.ts$' },
      to: { path: '^src/cache/semantic' },
    },
    {
      name: 'store-imports-core-only',
      severity: 'error',
      from: { path: '^src/cache/store', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/cache/(?!core|store)' },
    },
    {
      name: 'package-declares-what-it-imports',
      comment: 'A user has only our dependencies and peers installed, not what we develop with.',
      severity: 'error',
      from: { path: '^src/(?!clinic/|main\\.)', pathNot: '\\.spec\\.ts$' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['npm', 'npm-peer'],
      },
    },
    {
      name: 'every-import-resolves',
      comment: 'What cannot be resolved is judged by no rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
