import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Cleans up behind a test process however it ends. An exit handler cannot: jest ends its workers by a signal, and
 * a crash runs no handler at all. So a shell waits at the other end of a pipe; when this process is gone the pipe
 * closes, and the shell kills what is still on its list. It runs in a session of its own, so that Ctrl-C at the
 * terminal does not end it before it has done its work.
 *
 * The list holds process ids, absolute paths of temporary folders, and names of Docker containers.
 */
export const REAPER_SCRIPT = `
list=""
while read -r op item; do
  case "$op" in
    +) list="$list $item" ;;
    -) rest=""; for x in $list; do [ "$x" = "$item" ] || rest="$rest $x"; done; list="$rest" ;;
  esac
done
for x in $list; do case "$x" in [0-9]*) kill -9 "$x" ;; esac; done
for x in $list; do
  case "$x" in
    [0-9]*) ;;
    /*) rm -rf "$x" ;;
    *) docker rm --force "$x" ;;
  esac
done
`;

let reaper: ChildProcess | undefined;

function tell(line: string): void {
  if (reaper === undefined) {
    reaper = spawn('sh', ['-c', REAPER_SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    // It must not keep the test process alive: its end is what the shell waits for.
    reaper.unref();
    (reaper.stdin as Socket).unref();
  }
  reaper.stdin?.write(`${line}\n`);
}

/** Put a process id, a temporary folder or a container on the list. */
export function reapAtExit(item: number | string): void {
  if (/\s/.test(String(item))) throw new Error('the clean-up list takes no names with blanks');
  tell(`+ ${String(item)}`);
}

/** Take it off again: it ended, and its process id may soon be somebody else's. */
export function reaped(item: number | string): void {
  tell(`- ${String(item)}`);
}
