// The engine in a plain script: no Nest is installed beside it.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { createCache } from 'nestjs-ai-cache/engine';

assert.throws(() => createRequire(import.meta.url).resolve('@nestjs/common'), { code: 'MODULE_NOT_FOUND' });

const cache = createCache({});
await cache.start();
try {
  let computed = 0;
  const compute = () => Promise.resolve({ answer: ++computed });
  const scope = { workspaceId: 'w', clientId: 'c' };
  const first = await cache.queries.getOrCompute(scope, 'How is the sleep?', compute);
  const second = await cache.queries.getOrCompute(scope, 'How is the sleep?', compute);
  assert.deepEqual([first, second, computed], [{ answer: 1 }, { answer: 1 }, 1]);
  console.log('ok');
} finally {
  await cache.stop();
}
