import { spawnWorker, WorkerEndedError, type Worker, type WorkerOptions } from './worker.js';

describe('a worker process', () => {
  const workers: Worker[] = [];
  const spawn = async (options?: WorkerOptions, script = 'self-test.mjs'): Promise<Worker> => {
    const worker = await spawnWorker(script, options);
    workers.push(worker);
    return worker;
  };

  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  });

  it('answers calls, each with its own result', async () => {
    const worker = await spawn();
    const sums = await Promise.all([1, 2, 3].map((n) => worker.call<number>('add', n, 10)));
    expect(sums).toEqual([11, 12, 13]);
    expect(await worker.call('pid')).toBe(worker.pid);
    expect(worker.pid).not.toBe(process.pid);
  });

  it('passes null, undefined, bytes and big numbers as they are', async () => {
    const worker = await spawn();
    const value = { nothing: null, missing: undefined, bytes: new Uint8Array([1, 2]), big: 10n };
    expect(await worker.call('echo', value)).toEqual(value);
    expect(await worker.call('echo', null)).toBeNull();
  });

  it('takes an environment and arguments', async () => {
    const worker = await spawn({ env: { WORKER_COLOUR: 'blue' }, args: ['first', 'second'] });
    expect(await worker.call('env', 'WORKER_COLOUR')).toBe('blue');
    expect(await worker.call('argument', 1)).toBe('second');
  });

  it('hands over errors with name, message and code', async () => {
    const worker = await spawn();
    await expect(worker.call('fail')).rejects.toMatchObject({
      name: 'PickyError',
      message: 'not like this',
      code: 'PICKY',
    });
    await expect(worker.call('toString')).rejects.toThrow('no method toString');
    expect(await worker.call('add', 1, 1)).toBe(2);
  });

  it('rejects what is under way, and what comes later, when it is killed', async () => {
    const worker = await spawn();
    const underWay = worker.call('never');
    const killed = worker.kill('SIGKILL');
    await expect(underWay).rejects.toThrow(WorkerEndedError);
    await killed;
    await expect(worker.call('pid')).rejects.toThrow('SIGKILL');
    expect(() => process.kill(worker.pid, 0)).toThrow(/ESRCH/);
  });

  it('rejects when it ends by itself', async () => {
    const worker = await spawn();
    await expect(worker.call('leave', 3)).rejects.toThrow('exit code 3');
  });

  it('stands still while it is stopped by a signal', async () => {
    const worker = await spawn();
    await worker.kill('SIGSTOP');
    let answered = false;
    const sum = worker.call('add', 1, 1).finally(() => (answered = true));
    const other = await spawn();
    await other.call('pid');
    expect(answered).toBe(false);
    await worker.kill('SIGCONT');
    expect(await sum).toBe(2);
  });

  it('says why a script did not start', async () => {
    await expect(spawn({}, 'missing.mjs')).rejects.toThrow(/Cannot find module|missing\.mjs ended/);
  });
});
