import { ManualClock } from '../../testing/manual-clock.js';
import { ShardBreaker } from './shard-breaker.js';
import { StoreBypassedError } from './store-bypassed.error.js';

const reply = (message: string): Error => Object.assign(new Error(message), { name: 'ReplyError' });

describe('ShardBreaker', () => {
  let clock: ManualClock;
  let answers: (() => Promise<void>) | undefined;
  let probes: number[];
  let changes: string[];
  let breaker: ShardBreaker;

  beforeEach(() => {
    clock = new ManualClock();
    answers = undefined;
    probes = [];
    changes = [];
    breaker = new ShardBreaker({
      clock,
      random: () => 0.5,
      probe: () => {
        probes.push(clock.now());
        return answers?.() ?? Promise.reject(new Error('no answer'));
      },
      onOpen: () => changes.push('open'),
      onClose: () => changes.push('closed'),
    });
  });

  const fails = (): Promise<unknown> => breaker.run(() => Promise.reject(new Error('Command timed out')));

  it('opens at the first failure and then sends nothing but probes', async () => {
    await expect(fails()).rejects.toBeInstanceOf(StoreBypassedError);
    const work = jest.fn();
    await expect(breaker.run(work)).rejects.toBeInstanceOf(StoreBypassedError);
    expect(work).not.toHaveBeenCalled();
    expect(changes).toEqual(['open']);
  });

  it('gives up what is under way when it opens', async () => {
    const hanging = breaker.run(() => new Promise(() => undefined));
    await expect(fails()).rejects.toBeInstanceOf(StoreBypassedError);
    await expect(hanging).rejects.toBeInstanceOf(StoreBypassedError);
    expect(breaker.idle).toBe(true);
  });

  it.each(['OOM command not allowed', 'NOPERM no', 'TRYAGAIN later'])('passes %s on', async (message) => {
    await expect(breaker.run(() => Promise.reject(reply(message)))).rejects.toThrow(message);
    expect(breaker.open).toBe(false);
  });

  it('probes at growing pauses of at most 1.1 s, and closes at the first answer', async () => {
    const start = clock.now();
    await fails().catch(() => undefined);
    await clock.advance(5000);
    const pauses = probes.map((at, index) => at - (probes[index - 1] ?? start));
    expect(pauses.slice(0, 5)).toEqual([50, 100, 200, 400, 800]);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(1100);
    answers = () => Promise.resolve();
    await clock.advance(1100);
    expect(breaker.open).toBe(false);
    expect(changes).toEqual(['open', 'closed']);
    expect(await breaker.run(() => Promise.resolve(7))).toBe(7);
    const asked = probes.length;
    await clock.advance(60_000);
    expect(probes).toHaveLength(asked);
  });

  it('takes an answer that is about the probe alone for an answer', async () => {
    await fails().catch(() => undefined);
    answers = () => Promise.reject(reply('NOPERM no'));
    await clock.advance(50);
    expect(breaker.open).toBe(false);
  });

  it('asks at once when told that something changed, also while a probe waits in vain', async () => {
    await fails().catch(() => undefined);
    let giveUp: ((error: Error) => void) | undefined;
    answers = () => new Promise((_, reject) => (giveUp = reject));
    breaker.probeNow();
    breaker.probeNow();
    expect(probes).toHaveLength(1);
    answers = () => Promise.resolve();
    giveUp?.(new Error('connection closed'));
    await clock.advance(0);
    expect(probes).toHaveLength(2);
    expect(breaker.open).toBe(false);
  });

  it('is not opened by the late failure of something sent before its last opening', async () => {
    let fail: ((error: Error) => void) | undefined;
    const old = breaker.run(() => new Promise((_, reject) => (fail = reject)));
    await fails().catch(() => undefined);
    await expect(old).rejects.toBeInstanceOf(StoreBypassedError);
    answers = () => Promise.resolve();
    await clock.advance(50);
    fail?.(new Error('Command timed out'));
    await clock.advance(0);
    expect(breaker.open).toBe(false);
  });

  it('changes its state less and less often when the shard answers probes and nothing else', async () => {
    answers = () => Promise.resolve();
    for (let ms = 0; ms < 20_000; ms += 10) {
      await fails().catch(() => undefined);
      await clock.advance(10);
    }
    // 50 ms would be 400 openings.
    expect(changes.filter((change) => change === 'open').length).toBeLessThan(30);
  });

  it('asks no more after its stop', async () => {
    await fails().catch(() => undefined);
    breaker.stop();
    await clock.advance(10_000);
    expect(probes).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});
