/**
 * A small explicit-state model checker: breadth-first search over every interleaving of a finite model.
 *
 * Two states are the same when `encode` gives the same string. The search keeps one representative of each, so
 * `encode` must only identify states with the same future behaviour. Breadth first makes the first counterexample
 * a shortest one. A trace is not kept with each state: the parent and the number of the step taken there are
 * enough to replay it from the initial state.
 */
export interface Step<S> {
  /** What happens, a constant such as `read.hit`; the explorer counts how often each kind occurs. */
  readonly kind: string;
  /** The acting reader, writer or message, for the printed trace. */
  readonly who: number;
  readonly next: S;
  /** True for what only a fault or an unlucky environment does; liveness must not depend on it. */
  readonly fault: boolean;
  /** Set when this very step breaks a property: one readable sentence. */
  readonly violation?: string;
}

export interface Model<S> {
  readonly initial: S;
  encode(state: S): string;
  steps(state: S): Step<S>[];
  describe(before: S, step: Step<S>): string;
  /** Nothing is left to do for anyone: where every execution must be able to end. */
  settled(state: S): boolean;
}

export interface Outcome {
  readonly states: number;
  readonly transitions: number;
  /** How many transitions of each kind were explored: shows that a run was not vacuous. */
  readonly seen: Readonly<Record<string, number>>;
  /** Readable steps up to and including the one that broke a property, or undefined when none can. */
  readonly counterexample: readonly string[] | undefined;
  /** A path to a state from which the faultless steps cannot reach a settled state (only with `liveness`). */
  readonly stuck: readonly string[] | undefined;
}

export interface Limits {
  /** The search throws beyond this many states: a run that is cut short must not pass for exhaustive. */
  readonly maxStates: number;
  /** Also check that a settled state stays reachable from everywhere by steps that are not faults. */
  readonly liveness?: boolean;
}

export function explore<S>(model: Model<S>, { maxStates, liveness = false }: Limits): Outcome {
  const ids = new Map<string, number>([[model.encode(model.initial), 0]]);
  const parent: number[] = [-1];
  const choice: number[] = [-1];
  const edges: [from: number, to: number][] = [];
  const settled: number[] = [];
  const seen: Record<string, number> = {};
  let transitions = 0;
  let frontier: [number, S][] = [[0, model.initial]];

  const outcome = (counterexample?: string[], stuck?: string[]): Outcome => ({
    states: ids.size,
    transitions,
    seen,
    counterexample,
    stuck,
  });

  while (frontier.length > 0) {
    const following: [number, S][] = [];
    for (const [id, state] of frontier) {
      if (liveness && model.settled(state)) settled.push(id);
      for (const [index, step] of model.steps(state).entries()) {
        transitions += 1;
        seen[step.kind] = (seen[step.kind] ?? 0) + 1;
        if (step.violation !== undefined) {
          return outcome([...replay(model, pathTo(id, parent, choice)), lastLine(model, state, step)]);
        }
        const key = model.encode(step.next);
        let target = ids.get(key);
        if (target === undefined) {
          target = ids.size;
          if (target >= maxStates)
            throw new Error(`more than ${maxStates} states: not exhaustive, lower the bounds`);
          ids.set(key, target);
          parent.push(id);
          choice.push(index);
          following.push([target, step.next]);
        }
        if (liveness && !step.fault) edges.push([id, target]);
      }
    }
    frontier = following;
  }
  if (!liveness) return outcome();
  const stranded = firstStranded(ids.size, edges, settled);
  return outcome(
    undefined,
    stranded === undefined ? undefined : replay(model, pathTo(stranded, parent, choice)),
  );
}

function lastLine<S>(model: Model<S>, state: S, step: Step<S>): string {
  return `${model.describe(state, step)} => ${step.violation ?? ''}`;
}

/** The step numbers that lead from the initial state to this one. */
function pathTo(id: number, parent: readonly number[], choice: readonly number[]): number[] {
  const path: number[] = [];
  for (let at = id; parent[at] !== -1; at = parent[at]!) path.push(choice[at]!);
  return path.reverse();
}

function replay<S>(model: Model<S>, path: readonly number[]): string[] {
  let state = model.initial;
  return path.map((index) => {
    const step = model.steps(state)[index]!;
    const line = model.describe(state, step);
    state = step.next;
    return line;
  });
}

/** Walks the faultless steps backwards from the settled states; what is not reached can never settle. */
function firstStranded(size: number, edges: [number, number][], settled: number[]): number | undefined {
  const before: number[][] = Array.from({ length: size }, () => []);
  for (const [from, to] of edges) before[to]!.push(from);
  const ends = new Uint8Array(size);
  const queue = [...settled];
  for (const id of queue) ends[id] = 1;
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const from of before[id]!) {
      if (ends[from] === 1) continue;
      ends[from] = 1;
      queue.push(from);
    }
  }
  const stranded = ends.indexOf(0);
  return stranded === -1 ? undefined : stranded;
}
