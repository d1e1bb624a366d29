import { targetKey, workspaceOf, type InvalidationTarget } from './invalidation-target.js';

/** One target that waits, for as many invalidations as were merged in it. */
export interface PendingInvalidation {
  readonly target: InvalidationTarget;
  /** Invalidations that are applied by it. */
  calls: number;
  /** Grows with every invalidation merged in it: what was sent to the store before one does not cover it. */
  version: number;
  /** Resolves to whether the journal has it. */
  journaled: Promise<boolean>;
}

/** More targets than these are widened: those of one workspace to the workspace, workspaces to everything. */
const MAX_PER_WORKSPACE = 32;
const MAX_WORKSPACES = 4096;

/**
 * The invalidations that the store does not have yet. None is ever dropped: where there is no room for them they are
 * made wider, which costs misses and nothing else. So memory is bounded, however long the store is away.
 *
 * Their order among each other does not matter to correctness, since each only removes what was there before it
 * (docs/freshness.md); they are listed in the order in which they came.
 */
export class PendingInvalidations {
  private everything: PendingInvalidation | undefined;
  private readonly workspaces = new Map<string, Map<string, PendingInvalidation>>();

  constructor(private readonly limits = { perWorkspace: MAX_PER_WORKSPACE, workspaces: MAX_WORKSPACES }) {}

  /** Targets that wait. */
  get size(): number {
    let size = this.everything === undefined ? 0 : 1;
    for (const targets of this.workspaces.values()) size += targets.size;
    return size;
  }

  /** Whether something of this workspace waits. */
  covers(workspace: string): boolean {
    return this.everything !== undefined || this.workspaces.has(workspace);
  }

  /** Whether this very target waits, not one that contains it. */
  has(target: InvalidationTarget): boolean {
    const workspace = workspaceOf(target);
    if (workspace === undefined) return this.everything !== undefined;
    return this.workspaces.get(workspace)?.has(targetKey(target)) === true;
  }

  list(): PendingInvalidation[] {
    if (this.everything !== undefined) return [this.everything];
    return [...this.workspaces.values()].flatMap((targets) => [...targets.values()]);
  }

  /** Adds an invalidation; it is in the target of what is returned, and what it made superfluous is in `replaced`. */
  add(target: InvalidationTarget): { entry: PendingInvalidation; replaced: readonly InvalidationTarget[] } {
    const covering = this.covering(target);
    if (covering !== undefined) {
      covering.calls++;
      covering.version++;
      return { entry: covering, replaced: [] };
    }
    const workspace = workspaceOf(target);
    if (workspace === undefined) return this.widenToAll();
    const targets = this.workspaces.get(workspace) ?? new Map<string, PendingInvalidation>();
    if (target.kind !== 'workspace' && targets.size >= this.limits.perWorkspace) {
      return this.add({ kind: 'workspace', workspace });
    }
    if (targets.size === 0 && this.workspaces.size >= this.limits.workspaces)
      return this.add({ kind: 'all' });
    const replaced = [...targets.values()].filter((other) => includes(target, other.target));
    for (const other of replaced) targets.delete(targetKey(other.target));
    const entry = newEntry(target, replaced);
    targets.set(targetKey(target), entry);
    this.workspaces.set(workspace, targets);
    return { entry, replaced: replaced.map((other) => other.target) };
  }

  /** The store has executed `version` of an entry; false when more was merged in it since, or it was widened. */
  applied(entry: PendingInvalidation, version: number): boolean {
    if (entry.version !== version) return false;
    if (entry === this.everything) {
      this.everything = undefined;
      return true;
    }
    const workspace = workspaceOf(entry.target) ?? '';
    const targets = this.workspaces.get(workspace);
    if (targets?.get(targetKey(entry.target)) !== entry) return false;
    targets.delete(targetKey(entry.target));
    if (targets.size === 0) this.workspaces.delete(workspace);
    return true;
  }

  private covering(target: InvalidationTarget): PendingInvalidation | undefined {
    if (this.everything !== undefined) return this.everything;
    const targets = this.workspaces.get(workspaceOf(target) ?? '');
    if (targets === undefined) return undefined;
    for (const candidate of coveringTargets(target)) {
      const found = targets.get(targetKey(candidate));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private widenToAll(): { entry: PendingInvalidation; replaced: readonly InvalidationTarget[] } {
    const replaced = this.list();
    this.workspaces.clear();
    this.everything = newEntry({ kind: 'all' }, replaced);
    return { entry: this.everything, replaced: replaced.map(({ target }) => target) };
  }
}

function newEntry(target: InvalidationTarget, merged: readonly PendingInvalidation[]): PendingInvalidation {
  const calls = merged.reduce((sum, { calls: each }) => sum + each, 1);
  return { target, calls, version: 0, journaled: Promise.resolve(false) };
}

/** The target itself and those of its workspace that make untrue whatever it does. */
function coveringTargets(target: InvalidationTarget): InvalidationTarget[] {
  const workspace = workspaceOf(target);
  if (workspace === undefined) return [target];
  const whole: InvalidationTarget = { kind: 'workspace', workspace };
  return target.kind === 'tag' ? [target, { kind: 'client', scope: target.scope }, whole] : [target, whole];
}

function includes(wide: InvalidationTarget, narrow: InvalidationTarget): boolean {
  return coveringTargets(narrow).some((target) => targetKey(target) === targetKey(wide));
}
