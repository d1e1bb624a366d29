import {
  Controller,
  Get,
  Injectable,
  Logger,
  Module,
  UseGuards,
  type DynamicModule,
  type ModuleMetadata,
} from '@nestjs/common';
import { EventEmitterModule } from '@nestjs/event-emitter';
import { Test } from '@nestjs/testing';
import {
  AICacheService,
  CACHE,
  CachedQuery,
  CachedQueryInterceptor,
  CacheModule,
  QueryCache,
  type Cache,
  type CacheModuleOptions,
} from '../../src/index.js';
import { ADAPTERS, boot } from './support/adapters.js';
import { ask } from './support/client.js';
import { as, HeaderGuard, tenantOptions } from './support/tenant.js';

@Controller()
@UseGuards(HeaderGuard)
class AskController {
  @Get('ask')
  @CachedQuery()
  ask(): unknown {
    return { answer: 1 };
  }

  @Get('plain')
  plain(): unknown {
    return { plain: 1 };
  }
}

@Module({ controllers: [AskController] })
class FeatureModule {}

@Injectable()
class OptionsFactory {
  create(): CacheModuleOptions {
    return tenantOptions;
  }
}

const forms: [string, ModuleMetadata][] = [
  ['forRoot', { imports: [CacheModule.forRoot(tenantOptions)], controllers: [AskController] }],
  [
    'forRoot, global',
    { imports: [CacheModule.forRoot({ ...tenantOptions, isGlobal: true }), FeatureModule] },
  ],
  [
    'forRootAsync with a factory',
    {
      imports: [CacheModule.forRootAsync({ useFactory: async () => await Promise.resolve(tenantOptions) })],
      controllers: [AskController],
    },
  ],
  [
    'forRootAsync with a class, global',
    { imports: [CacheModule.forRootAsync({ isGlobal: true, useClass: OptionsFactory }), FeatureModule] },
  ],
];

describe.each(ADAPTERS)('CacheModule on %s', (adapter) => {
  it.each(forms)('%s serves its application', async (_, metadata) => {
    const { app, url } = await boot(adapter, metadata);
    try {
      for (const expected of ['fwd=miss; stored', '; hit;']) {
        const answer = await ask(`${url}/ask?question=q`, { headers: as('w1') });
        expect(answer.headers['cache-status']).toContain(expected);
      }
      expect(app.get(AICacheService)).toBeInstanceOf(AICacheService);
      expect(app.get(QueryCache)).toBe(app.get<Cache>(CACHE).queries);
    } finally {
      await app.close();
    }
  });

  it('without a scope function caches nothing and says so once', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    const { app, url } = await boot(adapter, {
      imports: [CacheModule.forRoot({ redis: null })],
      controllers: [AskController],
    });
    try {
      for (let i = 0; i < 2; i++) {
        const answer = await ask(`${url}/ask?question=q`, { headers: as('w1') });
        expect(answer.text).toBe('{"answer":1}');
        expect(answer.headers['cache-status']).toBe('nestjs-ai-cache; fwd=bypass; detail=no_scope');
      }
      expect(warn.mock.calls.filter(([text]) => String(text).includes('"scope"'))).toHaveLength(1);
    } finally {
      await app.close();
      warn.mockRestore();
    }
  });

  it('switched off computes each answer', async () => {
    const { app, url } = await boot(adapter, {
      imports: [CacheModule.forRoot({ ...tenantOptions, enabled: false })],
      controllers: [AskController],
    });
    try {
      const answer = await ask(`${url}/ask?question=q`, { headers: as('w1') });
      expect(answer.headers['cache-status']).toBe('nestjs-ai-cache; fwd=bypass; detail=disabled');
      expect(app.get<Cache>(CACHE).health().enabled).toBe(false);
    } finally {
      await app.close();
    }
  });

  it('with a second interceptor, registered globally, answers once and leaves other handlers alone', async () => {
    class OwnInterceptor extends CachedQueryInterceptor {}
    Injectable()(OwnInterceptor);
    const { app, url } = await boot(
      adapter,
      {
        imports: [CacheModule.forRoot(tenantOptions)],
        controllers: [AskController],
        providers: [OwnInterceptor],
      },
      (created) => created.useGlobalInterceptors(created.get(OwnInterceptor)),
    );
    try {
      const cached = await ask(`${url}/ask?question=q`, { headers: as('w1') });
      expect(cached.headers['cache-status']).toBe('nestjs-ai-cache; fwd=miss; stored');
      const plain = await ask(`${url}/plain?question=q`, { headers: as('w1') });
      expect(plain.headers['cache-status']).toBeUndefined();
    } finally {
      await app.close();
    }
  });
});

describe('the start of CacheModule', () => {
  const compile = async (module: DynamicModule): Promise<void> => {
    await Test.createTestingModule({ imports: [module] }).compile();
  };

  it.each<[string, unknown, RegExp]>([
    ['namespace', { namespace: 'a b' }, /^nestjs-ai-cache: option "namespace" \(CACHE_NAMESPACE\) must be/],
    ['query.ttlMs', { query: { ttlMs: -1 } }, /option "query\.ttlMs" \(CACHE_QUERY_TTL\) must be/],
    ['two at once', { replicas: -1, leaseTtlMs: 1 }, /"leaseTtlMs".*; option "replicas"/],
    ['unknown', { ttl: 5 }, /option "ttl" is unknown; known are/],
    ['scope', { scope: { workspaceId: 'w' } }, /option "scope" must be a function/],
    ['variant', { variant: 'x' }, /option "variant" must be a function/],
    ['invalidateOn', { invalidateOn: {} }, /option "invalidateOn" must be a list/],
    ['a rule', { invalidateOn: [{ event: 'x' }] }, /every rule in option "invalidateOn" must be/],
    [
      'a condition',
      { invalidateOn: [{ event: 'x', targets: () => [], when: true }] },
      /every rule in option "invalidateOn" must be/,
    ],
  ])('stops at a wrong %s and says why in one message', async (_, options, message) => {
    await expect(compile(CacheModule.forRoot({ redis: null, ...(options as object) }))).rejects.toThrow(
      message,
    );
  });

  it('stops when the factory returns nothing', async () => {
    const forgetful = (): CacheModuleOptions => undefined as unknown as CacheModuleOptions;
    await expect(compile(CacheModule.forRootAsync({ useFactory: forgetful }))).rejects.toThrow(
      /the factory gave none/,
    );
  });

  it('needs no options', async () => {
    const module = await Test.createTestingModule({ imports: [CacheModule.forRoot()] }).compile();
    expect(module.get<Cache>(CACHE).options.namespace).toBe('ai');
    await module.close();
  });

  it.each([
    [false, 1],
    [true, 0],
  ])('with an event emitter: %s, warnings: %s', async (present, warnings) => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    try {
      const module = await Test.createTestingModule({
        imports: [...(present ? [EventEmitterModule.forRoot()] : []), CacheModule.forRoot({ redis: null })],
      }).compile();
      await module.init();
      expect(
        warn.mock.calls.filter(([text]) => String(text).startsWith('No EventEmitterModule')),
      ).toHaveLength(warnings);
      await module.close();
    } finally {
      warn.mockRestore();
    }
  });

  it('and its end: the store is started and stopped with the application', async () => {
    const module = await Test.createTestingModule({
      imports: [CacheModule.forRoot({ redis: null })],
    }).compile();
    const cache = module.get<Cache>(CACHE);
    const [start, stop] = [jest.spyOn(cache, 'start'), jest.spyOn(cache, 'stop')];
    await module.init();
    expect(start).toHaveBeenCalledTimes(1);
    expect(stop).not.toHaveBeenCalled();
    await module.close();
    expect(stop).toHaveBeenCalledTimes(1);
  });
});
