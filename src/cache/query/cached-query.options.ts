import type { ReplayPace } from '../engine/stream/replay.js';
import type { JsonValue } from '../core/canonical-json.js';
import type { PerRequest } from '../nest/per-request.js';
import type { SemanticChoice } from './query-cache.js';

/** Metadata key of `@CachedQuery()`'s options. */
export const CACHED_QUERY = 'nestjs-ai-cache:cached-query';

/** How a handler's answers are cached. Everything has a default that is safe for a handler of the usual form. */
export interface CachedQueryOptions {
  /** Part of the key in place of `Controller.handler`; handlers with one name share their answers. */
  readonly name?: string;
  /** The question. Default: `question`, `query` or `message` of the body, else of the query string. None: not cached. */
  readonly query?: PerRequest<string | undefined>;
  /**
   * The client within the workspace: whose invalidation makes the answer untrue. Default: `clientId` of the route
   * parameters, the body or the query string, of those which the handler takes as a whole or by that name (`@Param()`,
   * `@Body()`, `@Query()`, or `@Req()` for all). A handler that takes a body or query and answers without regard to a
   * `clientId` in it must say `() => undefined`; without a client any change in the workspace drops the answer.
   */
  readonly clientId?: PerRequest<string | undefined>;
  /** The conversation before the question. Default: the last messages of the body's `history` or `messages`. */
  readonly context?: PerRequest<JsonValue | undefined>;
  /**
   * What else changes the answer, beside the module's `variant`. All other members of the body, the query string and
   * the route parameters are part of the key in any case.
   */
  readonly variant?: PerRequest<JsonValue | undefined>;
  /** Life of the answer in milliseconds instead of the option `query.ttlMs`. */
  readonly ttlMs?: PerRequest<number | undefined>;
  /** `false`: this request is neither answered from the cache nor stored. */
  readonly when?: PerRequest<boolean>;
  /**
   * With the option `semantic.enabled`: `false` for a handler whose questions are answered by their own answers only;
   * or the threshold or category of its questions.
   */
  readonly semantic?: false | SemanticChoice;
  /** Streams: how a stored one is played back, at once (the default) or with the pauses it was recorded with. */
  readonly replay?: ReplayPace;
  /** Streams: ends the handler's stream when its last reader has left, instead of finishing it for the cache. */
  readonly abortWhenAbandoned?: boolean;
}
