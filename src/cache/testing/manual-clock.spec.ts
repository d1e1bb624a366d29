import { ManualClock } from './manual-clock.js';

describe('ManualClock', () => {
  it('fires timers in the order of time, those of one instant as they were set, each at its own time', async () => {
    const clock = new ManualClock(1000);
    const fired: string[] = [];
    const note = (name: string) => () => void fired.push(`${name}@${clock.now()}`);
    clock.setTimer(30, note('c'));
    clock.setTimer(10, note('a'));
    clock.setTimer(10, note('b'));
    clock.setTimer(31, note('late'));
    clock.setTimer(20, note('cancelled')).cancel();
    await clock.advance(30);
    expect(fired).toEqual(['a@1010', 'b@1010', 'c@1030']);
    expect(clock.now()).toBe(1030);
    expect(clock.pending).toBe(1);
  });

  it('lets promises go on between two timers, and fires what they set within the same advance', async () => {
    const clock = new ManualClock(0);
    const fired: number[] = [];
    const poll = async (): Promise<void> => {
      for (let n = 0; n < 3; n++) {
        await new Promise<void>((resolve) => void clock.setTimer(10, resolve));
        for (let turn = 0; turn < 20; turn++) await Promise.resolve();
        fired.push(clock.now());
      }
    };
    void poll();
    await clock.advance(100);
    expect(fired).toEqual([10, 20, 30]);
  });

  it('runs overlapping advances one after the other', async () => {
    const clock = new ManualClock(0);
    await Promise.all([clock.advance(5), clock.advance(7)]);
    expect(clock.now()).toBe(12);
  });

  it('tells what a callback throws and goes on with the next advance', async () => {
    const clock = new ManualClock(0);
    const fired = jest.fn();
    clock.setTimer(1, () => {
      throw new Error('from a timer');
    });
    clock.setTimer(2, fired);
    await expect(clock.advance(10)).rejects.toThrow('from a timer');
    expect(clock.now()).toBe(1);
    await clock.advance(1);
    expect(fired).toHaveBeenCalledTimes(1);
  });
});
