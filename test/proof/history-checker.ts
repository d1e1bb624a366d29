/** What a read asks for: everything that decides its answer beside the data. */
export interface Request {
  readonly workspaceId: string;
  readonly clientId?: string | undefined;
  readonly query: string;
  readonly role: string;
}

/** A computed answer as the source of truth signs it: for whom, and from which version of the data. */
export interface SignedAnswer {
  readonly request: Request;
  /** The source's version when the computation read it: the number of writes before. */
  readonly version: number;
}

/** Times are of one clock: `start` not later than the real start, `end` not earlier than the real end. */
export interface ReadEvent {
  readonly start: number;
  readonly end: number;
  readonly request: Request;
  readonly answer: SignedAnswer;
}

export type Target =
  | { readonly kind: 'client'; readonly workspaceId: string; readonly clientId: string }
  | { readonly kind: 'workspace'; readonly workspaceId: string }
  | {
      readonly kind: 'query';
      readonly workspaceId: string;
      readonly clientId?: string | undefined;
      readonly query: string;
    };

export interface InvalidationEvent {
  readonly start: number;
  /** When it was acknowledged; absent if it was not. */
  readonly acknowledged?: number | undefined;
  readonly target: Target;
  /** The source's version at `start`: what was computed from an earlier one is untrue. */
  readonly version: number;
}

export interface History {
  readonly reads: readonly ReadEvent[];
  readonly invalidations: readonly InvalidationEvent[];
}

export interface Violation {
  readonly promise: 'P' | 'T';
  readonly read: ReadEvent;
  /** The invalidation that the read ignores. */
  readonly invalidation?: InvalidationEvent;
}

/** Does the invalidation speak of this request's answer? A workspace-wide answer may speak of any client. */
export function covers(target: Target, { workspaceId, clientId, query }: Request): boolean {
  if (target.workspaceId !== workspaceId) return false;
  switch (target.kind) {
    case 'workspace':
      return true;
    case 'client':
      return clientId === undefined || clientId === target.clientId;
    case 'query':
      return clientId === target.clientId && query === target.query;
  }
}

/**
 * Where a history breaks a promise of the cache.
 *
 * P: a read that starts after an invalidation was acknowledged has an answer from before it.
 * T: a read has an answer that was computed for another request.
 *
 * @param similar whether the queries of one scope and role may answer each other. An answer that was computed for
 *   another query is then untrue by an invalidation of either.
 */
export function violations({ reads, invalidations }: History, similar = false): Violation[] {
  return reads.flatMap((read): Violation[] => {
    const { request, answer } = read;
    const ignored = invalidations.find(
      (invalidation) =>
        invalidation.acknowledged !== undefined &&
        invalidation.acknowledged < read.start &&
        (covers(invalidation.target, request) || (similar && covers(invalidation.target, answer.request))) &&
        answer.version < invalidation.version,
    );
    return [
      ...(sameRequest(request, similar ? { ...answer.request, query: request.query } : answer.request)
        ? []
        : [{ promise: 'T' as const, read }]),
      ...(ignored === undefined ? [] : [{ promise: 'P' as const, read, invalidation: ignored }]),
    ];
  });
}

function sameRequest(a: Request, b: Request): boolean {
  return (
    a.workspaceId === b.workspaceId && a.clientId === b.clientId && a.query === b.query && a.role === b.role
  );
}
