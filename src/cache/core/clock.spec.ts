import { ManualClock } from '../testing/manual-clock.js';
import { sleep, systemClock } from './clock.js';

describe('sleep', () => {
  it('resolves when its time has come, not before', async () => {
    const clock = new ManualClock();
    const woken = jest.fn();
    void sleep(clock, 100).then(woken);
    await clock.advance(99);
    expect(woken).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(woken).toHaveBeenCalledTimes(1);
  });

  it('rejects with the reason of its signal and leaves no timer', async () => {
    const clock = new ManualClock();
    const abort = new AbortController();
    const sleeping = sleep(clock, 100, abort.signal);
    abort.abort(new Error('no more'));
    await expect(sleeping).rejects.toThrow('no more');
    expect(clock.pending).toBe(0);
    await expect(sleep(clock, 100, abort.signal)).rejects.toThrow('no more');
    expect(clock.pending).toBe(0);
  });

  it('takes its listener from the signal when it is over', async () => {
    const clock = new ManualClock();
    const { signal } = new AbortController();
    const removed = jest.spyOn(signal, 'removeEventListener');
    const sleeping = sleep(clock, 10, signal);
    await clock.advance(10);
    await sleeping;
    expect(removed).toHaveBeenCalledWith('abort', expect.any(Function));
  });
});

describe('systemClock', () => {
  it('goes with the machine, fires once and can be stopped', async () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
    const stopped = jest.fn();
    const timer = systemClock.setTimer(0, stopped);
    timer.cancel();
    timer.cancel();
    await new Promise<void>((resolve) => {
      systemClock.setTimer(1, resolve);
      setTimeout(() => undefined, 20); // ours never keep the process alive, so something else must
    });
    expect(stopped).not.toHaveBeenCalled();
  });
});

describe('the process', () => {
  it('waits for a sleep, not for a timer', () => {
    const set = jest.spyOn(globalThis, 'setTimeout');
    void sleep(systemClock, 1);
    const timer = systemClock.setTimer(60_000, () => undefined);
    const [slept, timed] = set.mock.results.map(({ value }) => (value as NodeJS.Timeout).hasRef());
    timer.cancel();
    set.mockRestore();
    expect([slept, timed]).toEqual([true, false]);
  });
});
