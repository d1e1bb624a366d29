import fc from 'fast-check';
import { targetKey, targetOfKey, workspaceOf, type InvalidationTarget } from './invalidation-target.js';
import { PendingInvalidations } from './pending-invalidations.js';

const client = (workspace: string, name: string): InvalidationTarget => ({
  kind: 'client',
  scope: { workspace, client: name },
});
const tag = (workspace: string, name: string, of: string): InvalidationTarget => ({
  kind: 'tag',
  scope: { workspace, client: name },
  tag: of,
});
const whole = (workspace: string): InvalidationTarget => ({ kind: 'workspace', workspace });
const keysOf = (pending: PendingInvalidations): string[] =>
  pending.list().map(({ target }) => targetKey(target));

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const target: fc.Arbitrary<InvalidationTarget> = fc.oneof(
  fc.tuple(name, name).map(([w, c]) => client(w, c)),
  fc.tuple(name, name, name).map(([w, c, t]) => tag(w, c, t)),
  fc.tuple(name, name).map(([w, d]): InvalidationTarget => ({ kind: 'document', workspace: w, document: d })),
  name.map(whole),
  fc.constant<InvalidationTarget>({ kind: 'all' }),
);

/** Whether `wide` makes untrue whatever `narrow` does, said independently of the code under test. */
function contains(wide: InvalidationTarget, narrow: InvalidationTarget): boolean {
  if (wide.kind === 'all') return true;
  if (wide.kind === 'workspace') return workspaceOf(narrow) === wide.workspace;
  if (wide.kind === 'client' && narrow.kind === 'tag') {
    return wide.scope.workspace === narrow.scope.workspace && wide.scope.client === narrow.scope.client;
  }
  return targetKey(wide) === targetKey(narrow);
}

describe('PendingInvalidations', () => {
  it('lists targets in the order they came, merged where one contains the other', () => {
    const pending = new PendingInvalidations();
    for (const each of [tag('w', 'c', 't'), client('v', 'c'), client('w', 'c'), tag('w', 'c', 'u')])
      pending.add(each);
    expect(keysOf(pending)).toEqual(['client/w/c', 'client/v/c']);
    expect(pending.list()[0]?.calls).toBe(3);
    pending.add(whole('w'));
    expect(keysOf(pending)).toEqual(['workspace/w', 'client/v/c']);
    pending.add({ kind: 'all' });
    expect(keysOf(pending)).toEqual(['all']);
    expect(pending.list()[0]?.calls).toBe(6);
  });

  it('widens where there is no room: clients to their workspace, workspaces to everything', () => {
    const pending = new PendingInvalidations({ perWorkspace: 2, workspaces: 3 });
    for (const each of ['a', 'b', 'c']) pending.add(client('w', each));
    expect(keysOf(pending)).toEqual(['workspace/w']);
    for (const each of ['x', 'y']) pending.add(client(each, 'a'));
    expect(pending.size).toBe(3);
    pending.add(client('z', 'a'));
    expect(keysOf(pending)).toEqual(['all']);
    expect(pending.covers('somebody')).toBe(true);
  });

  it('does not take an entry for applied in which more was merged after the command was sent', () => {
    const pending = new PendingInvalidations();
    const { entry } = pending.add(client('w', 'c'));
    const sent = entry.version;
    pending.add(client('w', 'c'));
    expect(pending.applied(entry, sent)).toBe(false);
    expect(pending.covers('w')).toBe(true);
    expect(pending.applied(entry, entry.version)).toBe(true);
    expect(pending.covers('w')).toBe(false);
  });

  it('never drops one, whatever is added and applied, and stays within its bounds', () => {
    const step = fc.oneof(
      target.map((each) => ({ add: each })),
      fc.nat({ max: 9 }).map((index) => ({ apply: index })),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const pending = new PendingInvalidations({ perWorkspace: 3, workspaces: 4 });
        let waiting: InvalidationTarget[] = [];
        for (const each of steps) {
          if ('add' in each) {
            const { entry } = pending.add(each.add);
            expect(contains(entry.target, each.add)).toBe(true);
            waiting.push(each.add);
          } else {
            const entry = pending.list()[each.apply];
            if (entry !== undefined && pending.applied(entry, entry.version)) {
              waiting = waiting.filter((one) => !contains(entry.target, one));
            }
          }
          const kept = pending.list();
          for (const one of waiting) expect(kept.some((entry) => contains(entry.target, one))).toBe(true);
          for (const one of waiting) expect(pending.covers(workspaceOf(one) ?? 'any')).toBe(true);
          expect(kept.length).toBe(pending.size);
          expect(pending.size).toBeLessThanOrEqual(3 * 4);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('writes targets so that they can be read again, and nothing else', () => {
    fc.assert(fc.property(target, (each) => expect(targetOfKey(targetKey(each))).toEqual(each)));
    for (const key of [
      '',
      'all/x',
      'client',
      'client/',
      'client/w/c/d',
      'nobody/w',
      'workspace/w/x',
      'tag/w/c',
    ]) {
      expect([key, targetOfKey(key)]).toEqual([key, undefined]);
    }
  });
});
