import type { ChaosHistory, ChaosInvalidation, ChaosRead } from './history.js';

export interface ChaosViolation {
  readonly promise: 'P' | 'T';
  readonly read: ChaosRead;
  /** The newest invalidation that the read ignores. */
  readonly invalidation?: ChaosInvalidation;
}

export interface Verdict {
  readonly violations: readonly ChaosViolation[];
  readonly reads: number;
  readonly hits: number;
  readonly computed: number;
  readonly joined: number;
  readonly stored: number;
  readonly refused: number;
  readonly acknowledged: number;
  readonly unacknowledged: number;
  /** Of all hits, how long before the read the first change was committed that its answer lacks. Milliseconds. */
  readonly maxStalenessMs: number;
}

/**
 * Where a history breaks a promise of the cache: the same rules as test/proof/history-checker.ts, for millions of
 * reads. Each read asks what concerns it (its workspace, client, query, document) for the newest change whose
 * invalidation was acknowledged before the read started: a binary search over prefix maxima, so O(n log n) in all.
 */
export function check({ reads, invalidations }: ChaosHistory): Verdict {
  const index = new Map<string, Concern>();
  for (const invalidation of invalidations) {
    const known = index.get(invalidation.target) ?? new Concern();
    known.add(invalidation);
    index.set(invalidation.target, known);
  }
  // A client's invalidation speaks of the workspace-wide answers too: `c/<workspace>/-` is their place.
  for (const invalidation of invalidations) {
    if (!invalidation.target.startsWith('c/')) continue;
    const wide = `${invalidation.target.slice(0, invalidation.target.lastIndexOf('/'))}/-`;
    const known = index.get(wide) ?? new Concern();
    known.add(invalidation);
    index.set(wide, known);
  }
  for (const concern of index.values()) concern.seal();

  const violations: ChaosViolation[] = [];
  let maxStaleness = 0;
  const counts = { hit: 0, computed: 0, joined: 0, stored: 0, refused: 0 };
  for (const read of reads) {
    counts[read.source]++;
    if (read.source === 'computed' && read.fill === 'stored') counts.stored++;
    if (read.source === 'computed' && read.fill === 'refused') counts.refused++;
    if (!read.answer.startsWith(`${read.request}/`)) violations.push({ promise: 'T', read });

    let ignored: ChaosInvalidation | undefined;
    for (const target of concerning(read)) {
      const concern = index.get(target);
      if (concern === undefined) continue;
      const newest = concern.newestAcknowledgedBefore(read.start);
      if (newest !== undefined && newest.version > (ignored?.version ?? read.version)) ignored = newest;
      if (read.source !== 'hit') continue;
      const lacking = concern.firstChangeAfter(read.version);
      if (lacking !== undefined) maxStaleness = Math.max(maxStaleness, read.start - lacking);
    }
    if (ignored !== undefined) violations.push({ promise: 'P', read, invalidation: ignored });
  }
  const acknowledged = invalidations.filter((invalidation) => invalidation.acknowledged).length;
  return {
    violations,
    reads: reads.length,
    hits: counts.hit,
    computed: counts.computed,
    joined: counts.joined,
    stored: counts.stored,
    refused: counts.refused,
    acknowledged,
    unacknowledged: invalidations.length - acknowledged,
    maxStalenessMs: Math.round(maxStaleness / 1000),
  };
}

/** The targets of invalidations that speak of the answer which this read got. */
function concerning({ request, answer }: ChaosRead): string[] {
  const [workspace, client, query] = request.split('/') as [string, string, string];
  const document = answer.slice(answer.lastIndexOf('/') + 1);
  return [
    `w/${workspace}`,
    `c/${workspace}/${client}`,
    `q/${workspace}/${client}/${query}`,
    ...(document === '-' ? [] : [`d/${workspace}/${document}`]),
  ];
}

/** All invalidations of one target. */
class Concern {
  private readonly all: ChaosInvalidation[] = [];
  /** Acknowledged ones by the time of their acknowledgement, each as the newest change up to there. */
  private newest: ChaosInvalidation[] = [];
  private times: number[] = [];
  /** Changes by number, with the time at which each was known to be committed. */
  private versions: number[] = [];
  private committed: number[] = [];

  add(invalidation: ChaosInvalidation): void {
    this.all.push(invalidation);
  }

  seal(): void {
    const acknowledged = this.all.filter((each) => each.acknowledged).sort((a, b) => a.end - b.end);
    this.times = acknowledged.map((each) => each.end);
    let newest = acknowledged[0];
    this.newest = acknowledged.map((each) => {
      if (newest === undefined || each.version > newest.version) newest = each;
      return newest;
    });
    const changes = [...this.all].sort((a, b) => a.version - b.version);
    this.versions = changes.map((each) => each.version);
    this.committed = changes.map((each) => each.committed);
  }

  newestAcknowledgedBefore(time: number): ChaosInvalidation | undefined {
    return this.newest[below(this.times, time) - 1];
  }

  firstChangeAfter(version: number): number | undefined {
    return this.committed[below(this.versions, version + 1)];
  }
}

/** How many of the sorted numbers are smaller than the limit. */
function below(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
