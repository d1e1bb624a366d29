// One application instance: a cache of the built package whose computations the test opens and closes like gates.
import { createCache } from '../../dist/engine.js';
import { serve } from './runtime.mjs';

let cache;
let swept = Promise.resolve(undefined);
const counts = { computations: 0, misses: 0, joined: 0 };
const unhandled = [];
const gates = new Map();

process.on('unhandledRejection', (error) => unhandled.push(String(error?.stack ?? error)));

const observer = new Proxy(
  { miss: () => counts.misses++, joined: () => counts.joined++ },
  { get: (methods, name) => methods[name] ?? (() => undefined) },
);

function gate(id) {
  if (!gates.has(id)) {
    const entered = deferred();
    const result = deferred();
    // A gate that nobody passed is no error.
    result.promise.catch(() => undefined);
    gates.set(id, { entered, result });
  }
  return gates.get(id);
}

function deferred() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}

async function read(id, scope, key, options) {
  const { entered, result } = gate(id);
  try {
    const resolution = await cache.queries.resolve(
      scope,
      key,
      (context) => {
        counts.computations++;
        for (const document of options?.documents ?? []) context.dependsOn(document);
        entered.resolve(true);
        return result.promise;
      },
      options?.resolve,
    );
    return resolution.source === 'hit'
      ? {
          value: await resolution.value(),
          source: 'hit',
          ...(resolution.via === 'semantic' && { via: 'semantic' }),
        }
      : { value: resolution.computed, source: resolution.source, fill: resolution.fill };
  } finally {
    entered.resolve(false);
  }
}

async function told(invalidation) {
  const { swept: sweeping, ...outcome } = await invalidation;
  swept = sweeping;
  return outcome;
}

serve({
  async open(options) {
    cache = createCache({ ...options, observer });
    await cache.start();
    return cache.health();
  },
  close: () => cache.stop(0),
  read,
  // True when this read has begun to compute; false when it was answered without.
  entered: (id) => gate(id).entered.promise,
  finish: (id, value) => gate(id).result.resolve(value),
  fail: (id, message) => gate(id).result.reject(new Error(message)),
  // Many requests that share one gate.
  crowd: (id, count, scope, key) => Promise.all(Array.from({ length: count }, () => read(id, scope, key))),
  invalidateClient: (workspaceId, clientId) => told(cache.invalidator.client(workspaceId, clientId)),
  invalidateWorkspace: (workspaceId) => told(cache.invalidator.workspace(workspaceId)),
  invalidateQuery: (scope, query) => told(cache.invalidator.query(scope, query)),
  invalidateDocument: (workspaceId, id) =>
    told(cache.invalidator.dependency(workspaceId, { kind: 'document', id })),
  swept: () => swept,
  // What was stored can be found by similar questions from then on.
  settled: () => cache.scoped.settled(),
  counts: () => ({ ...counts }),
  unhandled: () => unhandled,
  status: () => cache.health().status,
  state: () => cache.health().state,
});
