import { Controller, ConflictException, Get, UseGuards, type INestApplication } from '@nestjs/common';
import { AICacheService, CACHE, type Cache, CachedQuery, CacheModule } from '../../src/index.js';
import { ADAPTERS, boot } from './support/adapters.js';
import { ask, type Answer } from './support/client.js';
import { waitUntil } from '../support/redis/index.js';
import { as, HeaderGuard, tenantOptions } from './support/tenant.js';

let calls = 0;
let gates: (() => void)[] = [];

/** Opens every gate that handlers wait at. */
const open = (): void => gates.splice(0).forEach((release) => release());

@Controller()
@UseGuards(HeaderGuard)
@CachedQuery()
class SlowController {
  @Get()
  async slow(): Promise<unknown> {
    const call = ++calls;
    await new Promise<void>((resolve) => gates.push(resolve));
    return { call };
  }

  @Get('failing')
  async failing(): Promise<unknown> {
    calls++;
    await new Promise<void>((resolve) => gates.push(resolve));
    throw new ConflictException();
  }
}

describe.each(ADAPTERS)('concurrent requests on %s', (adapter) => {
  let app: INestApplication;
  let url: string;
  let joins: jest.SpyInstance;

  beforeEach(async () => {
    calls = 0;
    gates = [];
    ({ app, url } = await boot(adapter, {
      imports: [CacheModule.forRoot(tenantOptions)],
      controllers: [SlowController],
    }));
    joins = jest.spyOn(app.get<Cache>(CACHE).observer, 'joined');
  });
  afterEach(async () => {
    open();
    await app.close();
  });

  const get = (path = '', workspace = 'w1'): Promise<Answer> =>
    ask(`${url}/${path}?question=how`, { headers: as(workspace) });
  /** Once this many requests have joined a flight that runs. */
  const joined = (count: number): Promise<void> =>
    waitUntil('requests to join', () => Promise.resolve(joins.mock.calls.length >= count));

  it('that are identical call the handler once', async () => {
    const asking = Array.from({ length: 50 }, () => get());
    await joined(49);
    open();
    const answers = await Promise.all(asking);
    expect(calls).toBe(1);
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['{"call":1}']));
    const statuses = answers.map(({ headers }) => headers['cache-status']);
    expect(statuses.filter((text) => text === 'nestjs-ai-cache; fwd=miss; stored')).toHaveLength(1);
    expect(statuses.filter((text) => text === 'nestjs-ai-cache; fwd=miss; stored; collapsed')).toHaveLength(
      49,
    );
  });

  it('of different workspaces share nothing', async () => {
    const asking = ['w1', 'w2', 'w1', 'w2'].map((workspace) => get('', workspace));
    await joined(2);
    await waitUntil('two computations', () => Promise.resolve(gates.length === 2));
    open();
    const [a, b, c, d] = await Promise.all(asking);
    expect(a?.text).toBe(c?.text);
    expect(b?.text).toBe(d?.text);
    expect(a?.text).not.toBe(b?.text);
  });

  it('share a failure, and the next request tries again', async () => {
    const asking = Array.from({ length: 5 }, () => get('failing'));
    await joined(4);
    open();
    expect((await Promise.all(asking)).map(({ status }) => status)).toEqual(Array(5).fill(409));
    expect(calls).toBe(1);
    const again = get('failing');
    await waitUntil('a second computation', () => Promise.resolve(gates.length === 1));
    open();
    expect((await again).status).toBe(409);
  });

  it('that arrive after an acknowledged invalidation do not join the old computation', async () => {
    const early = get();
    await waitUntil('the first computation', () => Promise.resolve(gates.length === 1));
    expect((await app.get(AICacheService).invalidateWorkspaceQueries('w1')).acknowledged).toBe(true);
    const late = get();
    await waitUntil('the second computation', () => Promise.resolve(gates.length === 2));
    open();
    const [first, second] = await Promise.all([early, late]);
    expect(first.text).toBe('{"call":1}');
    expect(first.headers['cache-status']).toBe('nestjs-ai-cache; fwd=miss; detail=refused');
    expect(second.text).toBe('{"call":2}');
    expect(second.headers['cache-status']).toBe('nestjs-ai-cache; fwd=miss; stored');
  });
});
