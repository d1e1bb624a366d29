import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reapAtExit, reaped } from './reaper.js';

/** A new empty folder that disappears with this process, or earlier by `removeTempDir`. */
export function makeTempDir(purpose: string, parent = tmpdir()): string {
  const dir = mkdtempSync(join(realpathSync(parent), `nestjs-ai-cache-${purpose}-`));
  reapAtExit(dir);
  return dir;
}

export function removeTempDir(dir: string): void {
  rmSync(dir, { recursive: true, force: true });
  reaped(dir);
}
