import { Writable } from 'node:stream';
import { createProgress } from './progress.js';

/** A stream that says whether it is a terminal, and keeps what it is told. */
class Screen extends Writable {
  written = '';

  constructor(readonly isTTY: boolean) {
    super();
  }

  cursorTo(): boolean {
    return true;
  }
  clearLine(): boolean {
    return true;
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.written += chunk.toString();
    done();
  }
}

function work(isTTY: boolean, asked: boolean | undefined): string {
  const screen = new Screen(isTTY);
  const progress = createProgress(asked, screen as unknown as NodeJS.WriteStream);
  progress.begin('reading', 2);
  progress.advance(1);
  progress.begin('counting', 5);
  progress.advance(5);
  progress.end();
  return screen.written;
}

describe('createProgress', () => {
  it('shows each piece of work on a terminal', () => {
    const written = work(true, undefined);
    expect(written).toMatch(/reading \[.*\] 0 % \| 0\/2/);
    expect(written).toMatch(/counting \[.*\] 100 % \| 5\/5/);
    // Hidden while the bar is there, and back afterwards.
    expect(written.split('\u001b[?25l')).toHaveLength(3);
    expect(written.split('\u001b[?25h')).toHaveLength(3);
  });

  it('is silent elsewhere, unless asked for', () => {
    expect(work(false, undefined)).toBe('');
    expect(work(false, true)).toMatch(/counting \[.*\] 100 % \| 5\/5/);
    expect(work(true, false)).toBe('');
  });
});
