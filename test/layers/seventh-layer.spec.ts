import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cache } from '../../src/engine.js';
import { RerankCache } from './examples/rerank-cache.js';
import { startCache, STORE_KINDS } from './support/caches.js';

const scope = { workspaceId: 'w', clientId: 'c' };

describe('the seventh layer of docs/layers.md', () => {
  it('is the example that is compiled and run here', () => {
    const example = readFileSync(join(__dirname, 'examples/rerank-cache.ts'), 'utf8');
    const page = readFileSync(join(__dirname, '../../docs/layers.md'), 'utf8');
    expect(page).toContain(`\`\`\`ts\n${example.replace('../../../src/index.js', 'nestjs-ai-cache')}\`\`\``);
  });

  describe.each(STORE_KINDS)('on the %s store', (kind) => {
    let cache: Cache;

    beforeEach(async () => {
      cache = await startCache(kind);
    });

    it('has keys, shared calls, statistics and costs of its own without a line for them', async () => {
      const rerank = new RerankCache(cache);
      let calls = 0;
      const score = (workspaceId: string, texts: readonly string[]): Promise<readonly number[]> =>
        rerank.rerank({ ...scope, workspaceId }, 'm', 'q', texts, (_, given, context) => {
          calls++;
          context.spent(0.002);
          return Promise.resolve(given.map(({ length }) => length));
        });
      await expect(Promise.all([score('w', ['a', 'bb']), score('w', ['a', 'bb'])])).resolves.toEqual([
        [1, 2],
        [1, 2],
      ]);
      await score('w', ['a', 'bb']);
      expect(calls).toBe(1);
      await expect(score('w', ['bb', 'a'])).resolves.toEqual([2, 1]);
      await score('v', ['a', 'bb']);
      expect(calls).toBe(3);
      expect(cache.levels.metrics().levels['rerank']).toMatchObject({
        hits: 1,
        computations: 3,
        savedUsd: 0.002,
        spentUsd: 0.006,
      });
    });
  });
});
