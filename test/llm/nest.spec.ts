import { Test } from '@nestjs/testing';
import { EventEmitterModule } from '@nestjs/event-emitter';
import { CACHE, CachedLLMRouter, CacheModule, LLMResponseCache, type Cache } from '../../src/index.js';
import { ScriptedModel } from './support/scripted-model.js';

it('a router is made by a factory with the injected cache', async () => {
  const model = new ScriptedModel('m');
  const module = await Test.createTestingModule({
    imports: [EventEmitterModule.forRoot(), CacheModule.forRoot({ redis: null })],
    providers: [
      {
        provide: CachedLLMRouter,
        inject: [CACHE],
        useFactory: (cache: Cache) =>
          new CachedLLMRouter(cache, {
            providers: [{ name: 'm', model, inputUsdPerMillion: 1, outputUsdPerMillion: 1 }],
          }),
      },
    ],
  }).compile();
  await module.init();
  const router = module.get(CachedLLMRouter);
  const request = { messages: [{ role: 'user' as const, content: 'Hi' }], temperature: 0 };
  for (let i = 0; i < 2; i++) await router.invoke(request, { workspaceId: 'w' });

  expect(model.calls).toHaveLength(1);
  expect(module.get(LLMResponseCache).deterministic(0)).toBe(true);
  await module.close();
});
