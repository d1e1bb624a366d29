import {
  GatewayTimeoutException,
  Inject,
  Injectable,
  Logger,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { HttpAdapterHost, Reflector } from '@nestjs/core';
import { lastValueFrom, of, type Observable } from 'rxjs';
import type { Entry } from '../core/envelope.js';
import type { BypassReason } from '../core/observer.js';
import type { ComputationContext } from '../engine/computation.js';
import type { Cache } from '../engine/create-cache.js';
import type { Computed, Hit, Resolution } from '../engine/engine.types.js';
import { streamCodec } from '../engine/stream/stream-codec.js';
import { cacheStatus } from '../http/cache-status.js';
import type { HttpRequest, HttpResponse } from '../http/http-types.js';
import { isSent, isStorable } from '../http/storable-response.js';
import { respondWithEntry } from '../http/stored-response.js';
import { CACHE } from '../nest/cache-module.options.js';
import { CACHED_QUERY, type CachedQueryOptions } from './cached-query.options.js';
import { CachedQueryPlanner, type CachedQueryPlan } from './cached-query.plan.js';
import { isCacheable, isSse } from './handler-support.js';
import { iterableOf, observableOf } from './observable-stream.js';

type CachePlan = Exclude<CachedQueryPlan, { bypass: BypassReason }>;

/**
 * Requests that have met an interceptor of this kind. A decorated handler in a decorated controller meets it twice,
 * and a second instance (one registered globally, a subclass) would even wait for the flight of the first for ever.
 */
const seen = new WeakSet();

/** Answers from the cache, or calls the handler and stores its answer; see `CachedQuery`. */
@Injectable()
export class CachedQueryInterceptor implements NestInterceptor {
  private readonly logger = new Logger('nestjs-ai-cache');

  constructor(
    @Inject(CACHE) private readonly cache: Cache,
    @Inject(CachedQueryPlanner) private readonly planner: CachedQueryPlanner,
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(HttpAdapterHost) private readonly adapterHost: HttpAdapterHost,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const options = this.reflector.getAllAndOverride<CachedQueryOptions | undefined>(CACHED_QUERY, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (options === undefined || seen.has(request)) return next.handle();
    seen.add(request);

    if (!isCacheable(context)) return this.bypass(context, next, 'unsupported');
    const plan = await this.plan(context, options);
    return 'bypass' in plan ? this.bypass(context, next, plan.bypass) : await this.serve(context, next, plan);
  }

  private async plan(context: ExecutionContext, options: CachedQueryOptions): Promise<CachedQueryPlan> {
    try {
      return await this.planner.plan(context, options);
    } catch (error) {
      // A resolver of the application's failed. Its request must not.
      this.logger.warn(
        `A @CachedQuery() option failed (${error instanceof Error ? error.name : 'unknown error'}).`,
      );
      return { bypass: 'resolver_failed' };
    }
  }

  private bypass(context: ExecutionContext, next: CallHandler, reason: BypassReason): Observable<unknown> {
    this.cache.observer.bypass('query_result', reason);
    this.setHeader(context, 'Cache-Status', cacheStatus.bypass(reason));
    return next.handle();
  }

  private async serve(
    context: ExecutionContext,
    next: CallHandler,
    plan: CachePlan,
  ): Promise<Observable<unknown>> {
    const { directives } = plan;
    const maxAgeMs = directives.noCache ? 0 : directives.maxAgeMs;
    if (directives.onlyIfCached) return await this.onlyIfCached(context, plan, maxAgeMs);

    const resolution = await this.resolve(context, next, plan, maxAgeMs);
    if (resolution.source !== 'hit') return this.computed(context, next, resolution, maxAgeMs);
    try {
      return await this.hit(context, resolution);
    } catch {
      // Bytes that decode to nothing cost the caching of this request, not the request.
      this.cache.observer.corrupt('query_result');
      const again = await this.resolve(context, next, plan, 0);
      if (again.source === 'hit') throw new Error('A refresh was answered with an entry.');
      return this.computed(context, next, again, maxAgeMs);
    }
  }

  private resolve(
    context: ExecutionContext,
    next: CallHandler,
    { request, ttlMs, replay, abortWhenAbandoned }: CachePlan,
    maxAgeMs: number | undefined,
  ): Promise<Resolution<unknown>> {
    const usualStatus = this.response(context).statusCode;
    const compute = async (computation: ComputationContext): Promise<unknown> => {
      const value = isSse(context)
        ? iterableOf(next.handle())
        : await lastValueFrom<unknown, undefined>(next.handle(), { defaultValue: undefined });
      if (!isStorable(this.response(context), usualStatus)) computation.noStore();
      return value;
    };
    return this.cache.scoped.resolve(request, compute, { ttlMs, maxAgeMs, replay, abortWhenAbandoned });
  }

  private async computed(
    context: ExecutionContext,
    next: CallHandler,
    { source, computed, entry, fill }: Computed<unknown>,
    maxAgeMs: number | undefined,
  ): Promise<Observable<unknown>> {
    // The other request's answer is not fit to be shared (a file, a cookie came with it): this one gets its own.
    if (source === 'joined' && entry === undefined && fill !== 'streaming')
      return this.bypass(context, next, 'not_shareable');
    const fwd = maxAgeMs === undefined ? 'miss' : 'request';
    this.setHeader(context, 'Cache-Status', cacheStatus.computed(fwd, fill, source === 'joined'));
    if (fill === 'streaming') return this.stream(context, computed);
    // A computed answer goes out like a hit would, so that nobody outside can depend on a difference.
    return of(entry === undefined ? computed : await this.respond(context, entry));
  }

  private async onlyIfCached(
    context: ExecutionContext,
    plan: CachePlan,
    maxAgeMs: number | undefined,
  ): Promise<Observable<unknown>> {
    const hit = await this.cache.scoped.peek(plan.request, { maxAgeMs });
    try {
      if (hit !== undefined) return await this.hit(context, hit);
    } catch {
      this.cache.observer.corrupt('query_result'); // as good as absent
    }
    this.setHeader(context, 'Cache-Status', cacheStatus.onlyIfCached());
    throw new GatewayTimeoutException('Not in the cache, and the request asked for nothing else.');
  }

  private async hit(context: ExecutionContext, hit: Hit<unknown>): Promise<Observable<unknown>> {
    const { entry } = hit;
    const now = this.cache.clock.now();
    const seconds = (ms: number): number => Math.max(0, Math.floor(ms / 1000));
    const answer =
      entry.codec === streamCodec.id
        ? this.stream(context, await hit.value())
        : of(await this.respond(context, entry));
    this.setHeader(context, 'Cache-Status', cacheStatus.hit(seconds(entry.expiresAt - now), hit.via));
    this.setHeader(context, 'Age', String(seconds(now - entry.createdAt)));
    return answer;
  }

  /** Nest sends an Observable's values as server-sent events, and streams any other iterable that it is given. */
  private stream(context: ExecutionContext, value: unknown): Observable<unknown> {
    return isSse(context) ? observableOf(value as AsyncIterable<unknown>) : of(value);
  }

  private async respond(context: ExecutionContext, entry: Entry): Promise<unknown> {
    const response = this.response(context);
    const framework = this.adapterHost.httpAdapter.getType() === 'fastify' ? 'fastify' : 'express';
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const value = await respondWithEntry(entry, request, response, framework);
    if (response.getHeader('Cache-Control') === undefined) {
      // Only this cache hears of invalidations: a browser may keep the answer but must ask each time.
      this.setHeader(context, 'Cache-Control', 'private, no-cache');
    }
    return value;
  }

  private response(context: ExecutionContext): HttpResponse {
    return context.switchToHttp().getResponse<HttpResponse>();
  }

  private setHeader(context: ExecutionContext, name: string, value: string): void {
    const response = this.response(context);
    // A handler that takes the response into its own hands may have sent it.
    if (!isSent(response)) this.adapterHost.httpAdapter.setHeader(response, name, value);
  }
}
