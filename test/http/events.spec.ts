import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { EventEmitter2, EventEmitterModule } from '@nestjs/event-emitter';
import { Test, type TestingModule } from '@nestjs/testing';
import {
  CacheModule,
  InvalidationNotAcknowledgedError,
  QueryCache,
  SessionCreatedEvent,
  SessionDeletedEvent,
  SessionUpdatedEvent,
  type CacheModuleOptions,
  type InvalidationRule,
  type Scope,
} from '../../src/index.js';
import { startRedis } from '../support/redis/index.js';

interface GoalChanged {
  workspaceId: string;
  visible: boolean;
  clientIds?: string[];
}

const goalRule: InvalidationRule<GoalChanged> = {
  event: 'goal.changed',
  when: (goal) => goal.visible,
  targets: ({ workspaceId, clientIds }) =>
    clientIds === undefined ? { workspaceId } : clientIds.map((clientId) => ({ workspaceId, clientId })),
};

describe.each([
  ['plain', {}],
  ['wildcard', { wildcard: true }],
])('domain events through a %s emitter', (_, emitterOptions) => {
  let module: TestingModule;
  let emitter: EventEmitter2;
  let queries: QueryCache;
  let calls: number;

  const start = async (options: CacheModuleOptions = {}): Promise<void> => {
    calls = 0;
    module = await Test.createTestingModule({
      imports: [
        EventEmitterModule.forRoot(emitterOptions),
        CacheModule.forRoot({ redis: null, invalidateOn: [goalRule], ...options }),
      ],
    }).compile();
    await module.init();
    emitter = module.get(EventEmitter2);
    queries = module.get(QueryCache);
  };
  afterEach(() => module.close());

  const client = (clientId?: string, workspaceId = 'w1'): Scope => ({ workspaceId, clientId });
  const SCOPES = [client('c1'), client('c2'), client(), client('c1', 'w2')];
  const NAMES = ['c1', 'c2', 'wide', 'other workspace'];

  const fill = async (): Promise<void> => {
    for (const scope of SCOPES) await queries.getOrCompute(scope, 'q', () => Promise.resolve(++calls));
  };
  /** Names of the scopes whose answers are no longer true. */
  const untrue = async (): Promise<string[]> => {
    const names: string[] = [];
    for (const [index, scope] of SCOPES.entries()) {
      const before = calls;
      await queries.getOrCompute(scope, 'q', () => Promise.resolve(++calls));
      if (calls > before) names.push(NAMES[index] ?? '');
    }
    return names;
  };
  const emitted = async (event: string, payload: unknown): Promise<string[]> => {
    await fill();
    await emitter.emitAsync(event, payload);
    return await untrue();
  };

  const session = { workspaceId: 'w1', clientId: 'c1', sessionId: 's1' };
  const updated = (further: object): object => ({ ...session, ...further });

  it.each<[string, string, unknown, string[]]>([
    ['a created session', 'session.created', new SessionCreatedEvent(session), ['c1', 'wide']],
    ['a deleted session', 'session.deleted', new SessionDeletedEvent(session), ['c1', 'wide']],
    [
      'a changed note',
      'session.updated',
      new SessionUpdatedEvent({ ...session, changedFields: ['plan'] }),
      ['c1', 'wide'],
    ],
    [
      'a changed title',
      'session.updated',
      new SessionUpdatedEvent({ ...session, changedFields: ['title'] }),
      [],
    ],
    ['no change', 'session.updated', new SessionUpdatedEvent({ ...session, changedFields: [] }), []],
    [
      'a moved session',
      'session.updated',
      new SessionUpdatedEvent({ ...session, previousClientId: 'c2', changedFields: ['clientId'] }),
      ['c1', 'c2', 'wide'],
    ],
    [
      'a move that only previousClientId tells of',
      'session.updated',
      updated({ previousClientId: 'c2', changedFields: ['title'] }),
      ['c1', 'c2', 'wide'],
    ],
    [
      'a move from nobody knows where',
      'session.updated',
      updated({ changedFields: ['clientId'] }),
      ['c1', 'c2', 'wide'],
    ],
    [
      'a plain object with nulls, as JSON has them',
      'session.updated',
      updated({ previousClientId: null, changedFields: ['objective'] }),
      ['c1', 'wide'],
    ],
    ['an update that does not say what changed', 'session.updated', updated({}), ['c1', 'wide']],
    [
      'an event without a client',
      'session.created',
      { workspaceId: 'w1', clientId: null },
      ['c1', 'c2', 'wide'],
    ],
    [
      'a rule with several targets',
      'goal.changed',
      { workspaceId: 'w1', visible: true, clientIds: ['c2', 'c3'] },
      ['c2', 'wide'],
    ],
    ['a rule for the workspace', 'goal.changed', { workspaceId: 'w1', visible: true }, ['c1', 'c2', 'wide']],
    ['a rule without targets', 'goal.changed', { workspaceId: 'w1', visible: true, clientIds: [] }, []],
    ['a rule whose predicate says no', 'goal.changed', { workspaceId: 'w1', visible: false }, []],
  ])('%s', async (_what, event, payload, expected) => {
    await start();
    expect(await emitted(event, payload)).toEqual(expected);
  });

  it('a malformed event is refused to its emitter', async () => {
    await start();
    await expect(emitter.emitAsync('session.created', { clientId: 'c1' })).rejects.toThrow('workspaceId');
    await expect(emitter.emitAsync('session.created')).rejects.toThrow(TypeError);
  });

  it('emitAsync has results that say acknowledged', async () => {
    await start();
    const results: unknown = await emitter.emitAsync('session.created', new SessionCreatedEvent(session));
    expect(results).toEqual([[expect.objectContaining({ acknowledged: true })]]);
  });
});

describe('domain events during a shutdown', () => {
  it('are heard as long as requests are served', async () => {
    let results: unknown;
    @Injectable()
    class LastWriter implements BeforeApplicationShutdown {
      constructor(private readonly emitter: EventEmitter2) {}

      async beforeApplicationShutdown(): Promise<void> {
        const event = new SessionCreatedEvent({ workspaceId: 'w1', clientId: 'c1', sessionId: 's1' });
        results = await this.emitter.emitAsync(event.eventName, event);
      }
    }
    const module = await Test.createTestingModule({
      imports: [EventEmitterModule.forRoot(), CacheModule.forRoot({ redis: null })],
      providers: [LastWriter],
    }).compile();
    await module.init();
    await module.close();
    expect(results).toEqual([[expect.objectContaining({ acknowledged: true })]]);
  });
});

describe('domain events while Redis is down', () => {
  it('reject emitAsync, and leave emit without an unhandled rejection', async () => {
    const redis = await startRedis();
    const module = await Test.createTestingModule({
      imports: [
        EventEmitterModule.forRoot(),
        CacheModule.forRoot({ redis: { url: redis.url }, namespace: 'events' }),
      ],
    }).compile();
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    try {
      await module.init();
      const emitter = module.get(EventEmitter2);
      const event = new SessionDeletedEvent({ workspaceId: 'w1', clientId: 'c1', sessionId: 's1' });
      await emitter.emitAsync(event.eventName, event);
      await redis.stop();

      const failure: unknown = await emitter
        .emitAsync(event.eventName, event)
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(InvalidationNotAcknowledgedError);
      expect(failure).toMatchObject({
        code: 'INVALIDATION_NOT_ACKNOWLEDGED',
        event: 'session.deleted',
        results: [{ acknowledged: false, reason: 'store_unavailable' }],
      });
      emitter.emit(event.eventName, event);
      await expect(emitter.emitAsync(event.eventName, event)).rejects.toThrow(
        InvalidationNotAcknowledgedError,
      );
      await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).not.toHaveBeenCalled();
    } finally {
      process.off('unhandledRejection', unhandled);
      await module.close();
      await redis.stop();
    }
  });
});
