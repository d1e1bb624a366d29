import {
  covers,
  violations,
  type InvalidationEvent,
  type ReadEvent,
  type Request,
} from './history-checker.js';

const ana: Request = { workspaceId: 'w', clientId: 'ana', query: 'q', role: 'therapist' };
const anybody: Request = { ...ana, clientId: undefined };

const read = (start: number, version: number, request = ana, computedFor = request): ReadEvent => ({
  start,
  end: start + 1,
  request,
  answer: { request: computedFor, version },
});
const invalidation = (version: number, acknowledged?: number): InvalidationEvent => ({
  start: 1,
  acknowledged,
  target: { kind: 'client', workspaceId: 'w', clientId: 'ana' },
  version,
});

describe('the history checker', () => {
  it('finds a stale answer of a read that starts after the acknowledgement', () => {
    const stale = read(6, 0);
    const event = invalidation(1, 5);
    expect(violations({ reads: [stale], invalidations: [event] })).toEqual([
      { promise: 'P', read: stale, invalidation: event },
    ]);
    expect(violations({ reads: [read(6, 0, anybody)], invalidations: [event] })).toHaveLength(1);
  });

  it('has nothing against an answer from after the invalidation, or a read that started before the acknowledgement', () => {
    const invalidations = [invalidation(1, 5)];
    expect(violations({ reads: [read(6, 1), read(4, 0)], invalidations })).toEqual([]);
  });

  it('asks nothing of an invalidation that was not acknowledged, or of other scopes', () => {
    expect(violations({ reads: [read(6, 0)], invalidations: [invalidation(1)] })).toEqual([]);
    const elsewhere = [read(6, 0, { ...ana, clientId: 'ben' }), read(6, 0, { ...ana, workspaceId: 'v' })];
    expect(violations({ reads: elsewhere, invalidations: [invalidation(1, 5)] })).toEqual([]);
  });

  it.each([
    ['workspace', { workspaceId: 'v' }],
    ['client', { clientId: 'ben' }],
    ['workspace-wide scope', { clientId: undefined }],
    ['question', { query: 'r' }],
    ['role', { role: 'admin' }],
  ])('finds an answer of another %s', (_, other) => {
    const foreign = read(1, 0, ana, { ...ana, ...other });
    expect(violations({ reads: [foreign], invalidations: [] })).toEqual([{ promise: 'T', read: foreign }]);
  });

  it('knows what an invalidation speaks of', () => {
    const query = { kind: 'query', workspaceId: 'w', clientId: 'ana', query: 'q' } as const;
    expect(covers(query, ana)).toBe(true);
    expect(covers(query, { ...ana, query: 'r' })).toBe(false);
    expect(covers(query, anybody)).toBe(false);
    expect(covers({ kind: 'workspace', workspaceId: 'w' }, anybody)).toBe(true);
    expect(covers({ kind: 'workspace', workspaceId: 'v' }, ana)).toBe(false);
  });
});
