import { Inject, Injectable, Logger, type ExecutionContext } from '@nestjs/common';
import type { JsonValue } from '../core/canonical-json.js';
import { InvalidScopeError } from '../core/errors.js';
import type { BypassReason } from '../core/observer.js';
import { assertScope, type Scope } from '../core/scope.js';
import type { Cache } from '../engine/create-cache.js';
import type { HttpRequest } from '../http/http-types.js';
import { parseRequestCacheControl, type RequestDirectives } from '../http/request-cache-control.js';
import { CACHE, CACHE_MODULE_OPTIONS, type CacheModuleOptions } from '../nest/cache-module.options.js';
import type { CachedQueryOptions, PerRequest } from './cached-query.options.js';
import type { QueryKeyParts } from './query-cache.js';
import { requestParts } from './request-parts.js';

/** What is to be done with a request. */
export type CachedQueryPlan =
  | { readonly bypass: BypassReason }
  | {
      readonly scope: Scope;
      readonly key: QueryKeyParts;
      readonly ttlMs: number | undefined;
      readonly directives: RequestDirectives;
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

    const parts = requestParts(request, this.cache.options.query.contextMessages);
    const query = options.query === undefined ? parts.query : await perRequest(options.query, context);
    if (typeof query !== 'string' || query.trim() === '') return { bypass: 'no_query' };
    const clientId =
      options.clientId === undefined ? parts.clientId : await perRequest(options.clientId, context);
    const scope = await this.scope(context, clientId);
    if (scope === undefined) return { bypass: 'no_scope' };

    const name = options.name ?? `${context.getClass().name}.${context.getHandler().name}`;
    return {
      scope,
      directives,
      ttlMs: await perRequest(options.ttlMs, context),
      key: {
        query,
        name,
        context: options.context === undefined ? parts.context : await perRequest(options.context, context),
        variant: {
          rest: parts.rest,
          module: await this.options.variant?.(context),
          handler: (await perRequest<JsonValue | undefined>(options.variant, context)) ?? null,
        },
      },
    };
  }

  private async scope(context: ExecutionContext, clientId: string | undefined): Promise<Scope | undefined> {
    if (this.options.scope === undefined) {
      this.warnOnce(
        'CacheModule has no option "scope": @CachedQuery() caches nothing until it knows the tenant.',
      );
      return undefined;
    }
    const principal = await this.options.scope(context);
    if (principal === undefined) return undefined;
    const scope = { workspaceId: principal.workspaceId, clientId: principal.clientId ?? clientId };
    try {
      assertScope(scope);
    } catch (error) {
      // A client id of the request that is no id is the handler's to refuse.
      if (error instanceof InvalidScopeError) return undefined;
      throw error;
    }
    return scope;
  }

  private warnOnce(message: string): void {
    if (this.warned.has(message)) return;
    this.warned.add(message);
    this.logger.warn(message);
  }
}

async function perRequest<T>(
  value: PerRequest<T> | undefined,
  context: ExecutionContext,
): Promise<T | undefined> {
  if (typeof value !== 'function') return value;
  return await (value as (context: ExecutionContext) => T | Promise<T>)(context);
}
