import { Inject, Injectable, Logger, type ExecutionContext } from '@nestjs/common';
import type { JsonValue } from '../core/canonical-json.js';
import { InvalidKeyError, InvalidScopeError, KeyTooLongError } from '../core/errors.js';
import type { BypassReason } from '../core/observer.js';
import { assertScope, type Scope } from '../core/scope.js';
import { validTtl } from '../core/ttl.js';
import type { Cache } from '../engine/create-cache.js';
import type { LayerRequest } from '../engine/engine.types.js';
import type { ReplayPace } from '../engine/stream/replay.js';
import type { HttpRequest } from '../http/http-types.js';
import { parseRequestCacheControl, type RequestDirectives } from '../http/request-cache-control.js';
import { CACHE, CACHE_MODULE_OPTIONS, type CacheModuleOptions } from '../nest/cache-module.options.js';
import { handlerName } from '../nest/handler-name.js';
import { perRequest } from '../nest/per-request.js';
import type { CachedQueryOptions } from './cached-query.options.js';
import { clientIdIn } from './handler-support.js';
import type { QueryKeyParts } from './query-cache.js';
import { requestParts } from './request-parts.js';

/** What is to be done with a request. */
export type CachedQueryPlan =
  | { readonly bypass: BypassReason }
  | {
      readonly request: LayerRequest<unknown>;
      readonly ttlMs: number | undefined;
      readonly directives: RequestDirectives;
      readonly replay: ReplayPace | undefined;
      readonly abortWhenAbandoned: boolean | undefined;
    };

/** Decides, from the principal and the request, whether and under which key an answer is cached. */
@Injectable()
export class CachedQueryPlanner {
  private readonly logger = new Logger('nestjs-ai-cache');
  private readonly warned = new Set<string>();

  constructor(
    @Inject(CACHE) private readonly cache: Cache,
    @Inject(CACHE_MODULE_OPTIONS) private readonly options: CacheModuleOptions,
  ) {}

  async plan(context: ExecutionContext, options: CachedQueryOptions): Promise<CachedQueryPlan> {
    if (!this.cache.options.enabled) return { bypass: 'disabled' };
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const directives = parseRequestCacheControl(request.headers['cache-control']);
    if (directives.noStore) return { bypass: 'request_no_store' };
    if ((await perRequest(options.when, context)) === false) return { bypass: 'condition' };

    const parts = requestParts(request, this.cache.options.query.contextMessages, {
      findsQuery: options.query === undefined,
      clientIdIn: clientIdIn(context),
    });
    const query = options.query === undefined ? parts.query : await perRequest(options.query, context);
    if (typeof query !== 'string' || query.trim() === '') return { bypass: 'no_query' };
    const clientId =
      options.clientId === undefined ? parts.clientId : await perRequest(options.clientId, context);
    const scope = await this.scope(context, clientId);
    if (scope === undefined) return { bypass: 'no_scope' };

    const key: QueryKeyParts = {
      query,
      name: options.name ?? handlerName(context, request),
      context: options.context === undefined ? parts.context : await perRequest(options.context, context),
      variant: {
        rest: parts.rest,
        module: await this.options.variant?.(context),
        handler: (await perRequest<JsonValue | undefined>(options.variant, context)) ?? null,
      },
      semantic: options.semantic,
    };
    const layerRequest = this.cache.queries.request<unknown>(scope, key);
    const bypass = this.withoutAddress(layerRequest);
    if (bypass !== undefined) return { bypass };
    const { replay, abortWhenAbandoned } = options;
    const ttlMs = await perRequest(options.ttlMs, context);
    if (ttlMs !== undefined) validTtl(ttlMs);
    return { request: layerRequest, directives, ttlMs, replay, abortWhenAbandoned };
  }

  // Asked before the handler runs: an InvalidKeyError of the handler's own doing is the handler's.
  private withoutAddress(request: LayerRequest<unknown>): BypassReason | undefined {
    try {
      this.cache.scoped.address(request);
      return undefined;
    } catch (error) {
      if (error instanceof KeyTooLongError) return 'key_too_long';
      if (error instanceof InvalidKeyError) return 'invalid_key';
      throw error;
    }
  }

  private async scope(context: ExecutionContext, clientId: unknown): Promise<Scope | undefined> {
    if (this.options.scope === undefined) {
      this.warnOnce(
        'CacheModule has no option "scope": @CachedQuery() caches nothing until it knows the tenant.',
      );
      return undefined;
    }
    const principal = await this.options.scope(context);
    if (principal === undefined) return undefined;
    const scope: unknown = {
      workspaceId: principal.workspaceId,
      clientId: principal.clientId ?? clientId ?? undefined,
    };
    try {
      assertScope(scope);
      return scope;
    } catch (error) {
      // A client id of the request that is no id is the handler's to refuse.
      if (error instanceof InvalidScopeError) return undefined;
      throw error;
    }
  }

  private warnOnce(message: string): void {
    if (this.warned.has(message)) return;
    this.warned.add(message);
    this.logger.warn(message);
  }
}
