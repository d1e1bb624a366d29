import fc from 'fast-check';
import type { Request, Target } from './history-checker.js';

/** One thing that happens. Numbers choose among what there is at that moment, modulo its size. */
export type Step = (
  | { readonly do: 'read'; readonly node: number; readonly request: Request }
  /** Lets a waiting computation read its data, or one that has read it end. */
  | { readonly do: 'proceed'; readonly pick: number }
  /** Lets a waiting computation throw. */
  | { readonly do: 'fail'; readonly pick: number }
  /** Changes the data and then invalidates what was computed from it. */
  | { readonly do: 'write'; readonly node: number; readonly target: Target }
  /** The store loses a part of its keys without being asked. */
  | { readonly do: 'lose'; readonly pick: number }
) & {
  /** What follows: the next step at once, after a turn of the event loop, or when the store has answered everything. */
  readonly then: 'at once' | 'next turn' | 'settled';
};

const WORKSPACES = ['w', 'v'];
const CLIENTS = ['ana', 'ben'];
const QUERIES = ['sleep', 'mood'];
const ROLES = ['therapist', 'admin'];

/** Few of each, and mostly the first, so that requests meet. */
const mostly = (values: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(values[0] ?? '') },
    { weight: 1, arbitrary: fc.constantFrom(...values) },
  );

const clientOrWide = fc.option(mostly(CLIENTS), { nil: undefined, freq: 4 });

const request: fc.Arbitrary<Request> = fc.record({
  workspaceId: mostly(WORKSPACES),
  clientId: clientOrWide,
  query: mostly(QUERIES),
  role: mostly(ROLES),
});

const target: fc.Arbitrary<Target> = fc.oneof(
  fc.record({
    kind: fc.constant('client' as const),
    workspaceId: mostly(WORKSPACES),
    clientId: mostly(CLIENTS),
  }),
  fc.record({ kind: fc.constant('workspace' as const), workspaceId: mostly(WORKSPACES) }),
  fc.record({
    kind: fc.constant('query' as const),
    workspaceId: mostly(WORKSPACES),
    clientId: clientOrWide,
    query: mostly(QUERIES),
  }),
);

const then = fc.constantFrom('at once' as const, 'next turn' as const, 'settled' as const);
const node = fc.nat(99);
const pick = fc.nat(99);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('read' as const), node, request, then }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('proceed' as const), pick, then }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), node, target, then }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fail' as const), pick, then }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const), pick, then }) },
);

export const steps: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 8, maxLength: 40, size: 'max' });

/** Every request there is: asked again at the end, on every node, so that no untrue entry stays unseen. */
export const ALL_REQUESTS: readonly Request[] = WORKSPACES.flatMap((workspaceId) =>
  [undefined, ...CLIENTS].flatMap((clientId) =>
    QUERIES.flatMap((query) => ROLES.map((role) => ({ workspaceId, clientId, query, role }))),
  ),
);
