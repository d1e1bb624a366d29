/** A read, as a client process wrote it down. Times are microseconds since the run's epoch, by one clock. */
export interface ChaosRead {
  readonly process: number;
  readonly start: number;
  readonly end: number;
  /** `workspace/client/query/role`; client `-` for workspace-wide answers. */
  readonly request: string;
  /** For whom the answer was computed, and which document it used: `workspace/client/query/role/document`. */
  readonly answer: string;
  /** The number of changes that the workspace's data had when the computation read them. */
  readonly version: number;
  readonly source: 'hit' | 'computed' | 'joined';
  /** What became of a computed answer; `-` for a hit. */
  readonly fill: string;
}

/** One attempt to invalidate. */
export interface ChaosInvalidation {
  readonly process: number;
  readonly start: number;
  readonly end: number;
  /** `c/workspace/client`, `w/workspace`, `q/workspace/client/query` or `d/workspace/document`. */
  readonly target: string;
  /** The number of the change it speaks of: answers from fewer changes are untrue. */
  readonly version: number;
  /** When the change was known to be committed. */
  readonly committed: number;
  readonly acknowledged: boolean;
  /** Why it was not. */
  readonly reason?: string;
}

export interface ChaosHistory {
  readonly reads: ChaosRead[];
  readonly invalidations: ChaosInvalidation[];
}

/** Adds the lines of one process's file (test/workers/chaos-client.mjs) to a history. */
export function parseHistory(text: string, process: number, into: ChaosHistory): void {
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [kind, start, end, ...rest] = line.split(' ');
    const times = { process, start: number(start, line), end: number(end, line) };
    if (kind === 'r' && rest.length === 5) {
      const [request, answer, version, source, fill] = rest as [string, string, string, string, string];
      if (source !== 'hit' && source !== 'computed' && source !== 'joined') throw unreadable(line);
      into.reads.push({ ...times, request, answer, version: number(version, line), source, fill });
    } else if (kind === 'i' && rest.length === 4) {
      const [target, version, committed, outcome] = rest as [string, string, string, string];
      into.invalidations.push({
        ...times,
        target,
        version: number(version, line),
        committed: number(committed, line),
        ...(outcome === 'acknowledged' ? { acknowledged: true } : { acknowledged: false, reason: outcome }),
      });
    } else {
      throw unreadable(line);
    }
  }
}

function number(text: string | undefined, line: string): number {
  const value = Number(text);
  if (!Number.isInteger(value)) throw unreadable(line);
  return value;
}

const unreadable = (line: string): Error => new Error(`a line of a history cannot be read: ${line}`);
