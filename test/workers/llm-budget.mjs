// An application instance that spends from a budget which all instances share.
import { CachedLLMRouter, createCache } from '../../dist/engine.js';
import { serve } from './runtime.mjs';

let cache;
let router;

/** A model that takes a moment and then says that it used this many tokens. */
const model = (outputTokens, delayMs) => ({
  provider: 'test',
  modelId: 'test',
  async doGenerate() {
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    return {
      content: [{ type: 'text', text: 'Yes.' }],
      finishReason: { unified: 'stop' },
      usage: { inputTokens: { total: 0 }, outputTokens: { total: outputTokens } },
    };
  },
});

serve({
  async start({ url, limitUsd, outputTokens, delayMs }) {
    cache = createCache({ redis: { url } });
    await cache.start();
    router = new CachedLLMRouter(cache, {
      providers: [
        { name: 'm', model: model(outputTokens, delayMs), inputUsdPerMillion: 0, outputUsdPerMillion: 1e6 },
      ],
      budgets: [{ name: 'shared', per: 'router', window: 'never', limitUsd }],
    });
  },
  /** Makes calls, so many at a time; says how many were made and what kinds of errors there were. */
  async spend(calls, atOnce) {
    const errors = {};
    let made = 0;
    let left = calls;
    const lane = async () => {
      while (left-- > 0) {
        try {
          await router.invoke({ messages: [{ role: 'user', content: 'x' }], maxOutputTokens: 1 });
          made++;
        } catch (error) {
          errors[error.name] = (errors[error.name] ?? 0) + 1;
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    return { made, errors };
  },
  /** Begins a call that does not end. */
  begin() {
    void router.invoke({ messages: [{ role: 'user', content: 'x' }], maxOutputTokens: 1 });
  },
  balances: () => router.balances(),
});
