import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { waitUntil } from '../redis/index.js';
import { REAPER_SCRIPT } from './reaper.js';
import { makeTempDir } from './temp-dir.js';

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('the clean-up behind a test process', () => {
  it('kills and removes what is still on the list when the pipe closes, and nothing else', async () => {
    const sleepers = [1, 2].map(() => spawn('sleep', ['600'], { stdio: 'ignore' }));
    const [listed, struckOff] = sleepers.map((child) => child.pid ?? 0) as [number, number];
    const dir = makeTempDir('reaper');
    try {
      const reaper = spawn('sh', ['-c', REAPER_SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'] });
      reaper.stdin.write(`+ ${String(listed)}\n+ ${String(struckOff)}\n+ ${dir}\n- ${String(struckOff)}\n`);
      // The process that held the other end is gone.
      reaper.stdin.destroy();
      await waitUntil('the listed process is gone', () => Promise.resolve(!alive(listed)));
      await waitUntil('the folder is gone', () => Promise.resolve(!existsSync(dir)));
      expect(alive(struckOff)).toBe(true);
    } finally {
      for (const child of sleepers) child.kill('SIGKILL');
    }
  });
});
