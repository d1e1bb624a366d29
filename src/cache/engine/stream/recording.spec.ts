import { Recording } from './recording.js';

describe('Recording', () => {
  const events: string[] = [];
  const make = (maxBytes = 1000): Recording =>
    new Recording({
      maxBytes,
      now: () => 0,
      sizeOf: (value) => (value as string).length,
      onOverflow: () => events.push('overflow'),
      onAbandoned: () => events.push('abandoned'),
    });
  const rest = async (reader: AsyncIterableIterator<unknown>): Promise<unknown[]> => {
    const all: unknown[] = [];
    for await (const event of reader) all.push(event);
    return all;
  };

  beforeEach(() => events.splice(0));

  it('gives every reader all events from the first, whenever it joined', async () => {
    const recording = make();
    const early = recording.read();
    await recording.push('a');
    await recording.push('b');
    const late = recording.read();
    await recording.push('c');
    recording.end();
    const after = recording.read();
    expect(await Promise.all([early, late, after].map(rest))).toEqual(Array(3).fill(['a', 'b', 'c']));
    expect(recording.complete?.map((event) => event.value)).toEqual(['a', 'b', 'c']);
  });

  it('passes a failure on to readers after what was said, and is not complete', async () => {
    const recording = make();
    const reader = recording.read();
    await recording.push('a');
    recording.fail(new Error('cut'));
    expect((await reader.next()).value).toBe('a');
    await expect(reader.next()).rejects.toThrow('cut');
    expect(recording.complete).toBeUndefined();
  });

  it('tells when the last reader leaves a running stream, and not before', async () => {
    const recording = make();
    const one = recording.read();
    const two = recording.read();
    await one.return?.();
    expect(events).toEqual([]);
    await two.return?.();
    expect(events).toEqual(['abandoned']);
    expect(await rest(one)).toEqual([]);
  });

  it('wakes a reader that waits when it leaves', async () => {
    const recording = make();
    const reader = recording.read();
    const pending = reader.next();
    await reader.return?.();
    expect(await pending).toEqual({ done: true, value: undefined });
  });

  it('past the bound keeps only what somebody has yet to read, and holds the source back for the slowest', async () => {
    const recording = make(4);
    const fast = recording.read();
    const slow = recording.read();
    await recording.push('aaaa');
    let pushed = false;
    const push = recording.push('bbbb').then(() => {
      pushed = true;
    });
    expect(events).toEqual(['overflow']);
    expect(recording.joinable).toBe(false);
    expect((await fast.next()).value).toBe('aaaa');
    expect((await fast.next()).value).toBe('bbbb');
    expect(pushed).toBe(false);
    expect((await slow.next()).value).toBe('aaaa');
    await push;
    recording.end();
    expect(await rest(slow)).toEqual(['bbbb']);
    expect(await rest(fast)).toEqual([]);
    expect(recording.complete).toBeUndefined();
  });

  it('does not wait for a slow reader that has left', async () => {
    const recording = make(4);
    const fast = recording.read();
    const slow = recording.read();
    await recording.push('aaaa');
    const push = recording.push('bbbb');
    await slow.return?.();
    await fast.next();
    await push;
    recording.end();
    expect(await rest(fast)).toEqual(['bbbb']);
  });
});
