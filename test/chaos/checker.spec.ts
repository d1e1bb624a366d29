import fc from 'fast-check';
import { violations as slowly, type Target } from '../proof/history-checker.js';
import { check } from './checker.js';
import { parseHistory, type ChaosHistory } from './history.js';

const historyOf = (...lines: string[]): ChaosHistory => {
  const history: ChaosHistory = { reads: [], invalidations: [] };
  parseHistory(lines.join('\n'), 1, history);
  return history;
};

describe('the checker of long histories', () => {
  it('finds the read that ignores an acknowledged invalidation, and names both', () => {
    const history = historyOf(
      'i 10 20 c/0/1 5 9 acknowledged',
      'r 21 30 0/1/0/0 0/1/0/0/- 4 hit -',
      'r 20 30 0/1/0/0 0/1/0/0/- 4 hit -',
      'r 21 30 0/1/0/0 0/1/0/0/- 5 computed stored',
    );
    const verdict = check(history);
    expect(verdict.violations).toEqual([
      { promise: 'P', read: history.reads[0], invalidation: history.invalidations[0] },
    ]);
    expect(verdict).toMatchObject({ reads: 3, hits: 2, computed: 1, stored: 1, acknowledged: 1 });
  });

  it('finds workspace-wide answers that ignore a client, and answers that ignore their document', () => {
    const history = historyOf(
      'i 10 20 c/0/1 5 9 acknowledged',
      'i 10 20 d/1/2 7 9 acknowledged',
      'r 30 31 0/-/0/0 0/-/0/0/- 4 hit -',
      'r 30 31 1/3/2/0 1/3/2/0/2 6 joined -',
      'r 30 31 1/3/1/0 1/3/1/0/1 6 hit -',
    );
    expect(check(history).violations.map(({ read }) => read.request)).toEqual(['0/-/0/0', '1/3/2/0']);
  });

  it('finds an answer that was computed for another request', () => {
    const history = historyOf('r 1 2 0/1/0/0 0/11/0/0/- 4 hit -', 'r 1 2 0/1/0/1 0/1/0/0/- 4 hit -');
    expect(check(history).violations.map(({ promise }) => promise)).toEqual(['T', 'T']);
  });

  it('asks nothing of an invalidation that was not acknowledged, and says how stale hits were', () => {
    const history = historyOf(
      'i 1000 2000 c/0/1 5 1500 store_unavailable',
      'i 2000 3000 c/0/1 5 1500 replicas',
      'r 9500 9600 0/1/0/0 0/1/0/0/- 4 hit -',
    );
    expect(check(history)).toMatchObject({
      violations: [],
      acknowledged: 0,
      unacknowledged: 2,
      maxStalenessMs: 8,
    });
  });

  it('does not take half a line for a history', () => {
    expect(() => historyOf('r 10 20 0/1/0/0 0/1/0/0/-')).toThrow('cannot be read');
    expect(() => historyOf('i ten 20 c/0/1 5 9 acknowledged')).toThrow('cannot be read');
  });

  it('agrees with the checker that compares everything with everything', () => {
    const small = fc.nat(3);
    const target = fc.oneof(
      fc.record({ kind: fc.constant('c' as const), client: small }),
      fc.record({ kind: fc.constant('w' as const) }),
      fc.record({ kind: fc.constant('q' as const), client: small, query: small }),
    );
    const reads = fc.record({
      start: fc.nat(30),
      client: fc.option(small, { nil: undefined }),
      query: small,
      version: fc.nat(8),
    });
    const invalidations = fc.record({
      end: fc.nat(30),
      version: fc.nat(8),
      acknowledged: fc.boolean(),
      target,
    });
    fc.assert(
      fc.property(fc.array(reads), fc.array(invalidations), (someReads, someInvalidations) => {
        const lines = [
          ...someReads.map(({ start, client, query, version }) => {
            const request = `0/${String(client ?? '-')}/${String(query)}/0`;
            return `r ${String(start)} ${String(start + 1)} ${request} ${request}/- ${String(version)} hit -`;
          }),
          ...someInvalidations.map(({ end, version, acknowledged, target: { kind, ...rest } }) => {
            const name = [kind, 0, ...Object.values(rest)].join('/');
            const outcome = acknowledged ? 'acknowledged' : 'replicas';
            return `i 0 ${String(end)} ${name} ${String(version)} 0 ${outcome}`;
          }),
        ];
        const expected = slowly({
          reads: someReads.map(({ start, client, query, version }) => {
            const request = {
              workspaceId: '0',
              clientId: client?.toString(),
              query: String(query),
              role: '0',
            };
            return { start, end: start + 1, request, answer: { request, version } };
          }),
          invalidations: someInvalidations.map(({ end, version, acknowledged, target: named }) => ({
            start: 0,
            acknowledged: acknowledged ? end : undefined,
            version,
            target: slowTarget(named),
          })),
        });
        expect(check(historyOf(...lines)).violations).toHaveLength(expected.length);
      }),
    );
  });
});

function slowTarget(
  target: { kind: 'c'; client: number } | { kind: 'w' } | { kind: 'q'; client: number; query: number },
): Target {
  switch (target.kind) {
    case 'c':
      return { kind: 'client', workspaceId: '0', clientId: String(target.client) };
    case 'w':
      return { kind: 'workspace', workspaceId: '0' };
    case 'q':
      return {
        kind: 'query',
        workspaceId: '0',
        clientId: String(target.client),
        query: String(target.query),
      };
  }
}
