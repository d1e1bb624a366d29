import { ManualClock } from '../../testing/manual-clock.js';
import { MemoryStore } from '../memory/memory-store.js';
import type { InvalidationOutcome, ScopedStore } from '../scoped-store.js';
import { targetKey, type InvalidationTarget } from './invalidation-target.js';
import type { InvalidationJournal } from './journal/invalidation-journal.js';
import { OutageGuard } from './outage-guard.js';

const ANA: InvalidationTarget = { kind: 'client', scope: { workspace: 'v', client: 'ana' } };
const BEN: InvalidationTarget = { kind: 'client', scope: { workspace: 'w', client: 'ben' } };

/** What a journal has on its disk. */
class Disk implements InvalidationJournal {
  readonly lines = new Set<string>();
  open = (): Promise<readonly InvalidationTarget[]> => Promise.resolve([]);
  append = (targets: readonly InvalidationTarget[]): Promise<void> => {
    for (const target of targets) this.lines.add(targetKey(target));
    return Promise.resolve();
  };
  applied = (targets: readonly InvalidationTarget[]): Promise<void> => {
    for (const target of targets) this.lines.delete(targetKey(target));
    return Promise.resolve();
  };
  close = (): Promise<void> => Promise.resolve();
}

const settle = async (): Promise<void> => {
  for (let n = 0; n < 50; n++) await Promise.resolve();
};

describe('OutageGuard with a journal', () => {
  it('keeps in it what comes back while the pass that applied it is still under way', async () => {
    const clock = new ManualClock();
    const disk = new Disk();
    // Refused and not unanswered: it opens no circuit, so that both are tried again in one pass.
    const refusal = Object.assign(new Error('NOPERM'), { name: 'ReplyError' });
    const failure = (): Promise<InvalidationOutcome> => Promise.reject(refusal);
    const done: InvalidationOutcome = { acknowledged: true, entries: 0 };
    let ofBen: () => Promise<InvalidationOutcome> = failure;
    let ofAna: () => Promise<InvalidationOutcome> = failure;
    const store: ScopedStore = Object.assign(new MemoryStore({ maxBytes: 1e6, clock }), {
      invalidateClient: ({ client }: { client: string }) => (client === 'ana' ? ofAna() : ofBen()),
    });
    const guard = new OutageGuard({
      store,
      shards: {
        ofWorkspace: (tag) => ({ shard: 'one', tag }),
        ofContent: (tag) => ({ shard: 'one', tag }),
        probe: () => Promise.resolve(),
        connected: () => true,
        watch: () => () => undefined,
      },
      clock,
      random: () => 0.5,
      events: {
        state: () => undefined,
        pending: () => undefined,
        applied: () => undefined,
        journalFailed: () => undefined,
        abandoned: () => undefined,
      },
      journal: disk,
      context: { scope: () => ({ workspace: '', client: '' }) },
      journalTimeoutMs: 250,
    });
    await guard.start();
    expect(await guard.invalidate(ANA)).toMatchObject({ pending: 'journal' });
    expect(await guard.invalidate(BEN)).toMatchObject({ pending: 'journal' });

    // Ana's is applied at once, Ben's takes its time.
    let answerBen: (outcome: InvalidationOutcome) => void = () => undefined;
    ofBen = () => new Promise((resolve) => (answerBen = resolve));
    ofAna = () => Promise.resolve(done);
    await clock.advance(1000);
    expect(guard.waiting).toBe(1);
    // Another invalidation of Ana's is refused, and promised to survive a crash.
    ofAna = failure;
    expect(await guard.invalidate(ANA)).toMatchObject({ acknowledged: false, pending: 'journal' });
    answerBen(done);
    await settle();
    expect([...disk.lines]).toEqual([targetKey(ANA)]);

    ofAna = () => Promise.resolve(done);
    await clock.advance(1000);
    await settle();
    expect(guard.state).toBe('healthy');
    expect([...disk.lines]).toEqual([]);
    await guard.stop();
  });
});
