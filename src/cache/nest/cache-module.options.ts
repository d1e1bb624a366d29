import type { ExecutionContext } from '@nestjs/common';
import type { JsonValue } from '../core/canonical-json.js';
import type { Scope } from '../core/scope.js';
import type { InvalidationRule } from '../invalidation/invalidation-rule.js';
import type { CacheOptions } from '../options/cache.options.js';

/** What `CacheModule` takes: the engine's options and what only an application in Nest has. */
export interface CacheModuleOptions extends Omit<CacheOptions, 'observer' | 'logger'> {
  /**
   * The tenant of a request, from the authenticated principal (`request.user`), never from what the client sent.
   * `undefined`: the request is served without the cache. A `clientId` given here (a principal that is itself one
   * client) overrules the one in the request. Without this option `@CachedQuery()` caches nothing.
   */
  readonly scope?: (context: ExecutionContext) => Scope | undefined | Promise<Scope | undefined>;
  /** What changes every answer: the principal's role, the locale, the model, the prompt's version. */
  readonly variant?: (context: ExecutionContext) => JsonValue | Promise<JsonValue>;
  /** What further events make untrue, beside the session events. */
  readonly invalidateOn?: readonly InvalidationRule[];
}

/** Options the engine does not know. */
export const NEST_OPTIONS = ['scope', 'variant', 'invalidateOn'] as const;

/** Injection token of the options. */
export const CACHE_MODULE_OPTIONS = Symbol('nestjs-ai-cache:options');
/** Injection token of the engine. */
export const CACHE = Symbol('nestjs-ai-cache:cache');
