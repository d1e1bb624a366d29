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
import { AICacheError } from '../core/errors.js';
import type { Entry } from '../core/envelope.js';
import type { BypassReason } from '../core/observer.js';
import type { ComputationContext } from '../engine/computation.js';
import type { Cache } from '../engine/create-cache.js';
import type { Hit, Resolution } from '../engine/engine.types.js';
import { cacheStatus } from '../http/cache-status.js';
import type { HttpRequest, HttpResponse } from '../http/http-types.js';
import { respondWithEntry } from '../http/stored-response.js';
import { CACHE } from '../nest/cache-module.options.js';
import { CACHED_QUERY, type CachedQueryOptions } from './cached-query.options.js';
import { CachedQueryPlanner, type CachedQueryPlan } from './cached-query.plan.js';

type CachePlan = Exclude<CachedQueryPlan, { bypass: BypassReason }>;

/** Metadata that marks a handler of server-sent events in Nest. */
const SSE = '__sse__';

/** Answers from the cache, or calls the handler and stores its answer; see `CachedQuery`. */
@Injectable()
export class CachedQueryInterceptor implements NestInterceptor {
  private readonly logger = new Logger('nestjs-ai-cache');
  /** Requests that have met this interceptor: a decorated handler in a decorated controller meets it twice. */
  private readonly seen = new WeakSet();

  constructor(
    @Inject(CACHE) private readonly cache: Cache,
    @Inject(CachedQueryPlanner) private readonly planner: CachedQueryPlanner,
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(HttpAdapterHost) private readonly adapterHost: HttpAdapterHost,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<HttpRequest>();
    if (this.seen.has(request)) return next.handle();
    this.seen.add(request);

    if (this.reflector.get<boolean | undefined>(SSE, context.getHandler()) === true) {
      return this.bypass(context, next, 'unsupported');
    }
    const plan = await this.plan(context);
    return 'bypass' in plan ? this.bypass(context, next, plan.bypass) : await this.serve(context, next, plan);
  }

  private async plan(context: ExecutionContext): Promise<CachedQueryPlan> {
    const options = this.reflector.getAllAndOverride<CachedQueryOptions>(CACHED_QUERY, [
      context.getHandler(),
      context.getClass(),
    ]);
    try {
      return await this.planner.plan(context, options);
    } catch (error) {
      // A resolver of the application's failed. Its request must not.
      this.logger.warn(
        `A @CachedQuery() option failed (${error instanceof Error ? error.name : 'unknown error'}).`,
      );
      return { bypass: 'no_scope' };
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
    if (directives.onlyIfCached) return of(await this.onlyIfCached(context, plan, maxAgeMs));

    const usualStatus = this.response(context).statusCode;
    const compute = async (computation: ComputationContext): Promise<unknown> => {
      const value = await lastValueFrom<unknown, undefined>(next.handle(), { defaultValue: undefined });
      if (!isStorable(this.response(context), usualStatus)) computation.noStore();
      return value;
    };
    let resolution: Resolution<unknown>;
    try {
      resolution = await this.cache.queries.resolve(plan.scope, plan.key, compute, {
        ttlMs: plan.ttlMs,
        maxAgeMs,
      });
    } catch (error) {
      if (error instanceof AICacheError && error.code === 'INVALID_KEY') {
        return this.bypass(context, next, 'invalid_key');
      }
      throw error;
    }
    if (resolution.source === 'hit') return of(this.hit(context, resolution));
    if (resolution.source === 'joined' && resolution.entry === undefined) {
      // The other request's answer is not fit to be shared (a stream, a cookie came with it): this one gets its own.
      return this.bypass(context, next, 'unsupported');
    }
    const fwd = maxAgeMs === undefined ? 'miss' : 'request';
    this.setHeader(
      context,
      'Cache-Status',
      cacheStatus.computed(fwd, resolution.fill, resolution.source === 'joined'),
    );
    // A computed answer goes out like a hit would, so that nobody outside can depend on a difference.
    return of(resolution.entry === undefined ? resolution.computed : this.respond(context, resolution.entry));
  }

  private async onlyIfCached(
    context: ExecutionContext,
    plan: CachePlan,
    maxAgeMs: number | undefined,
  ): Promise<unknown> {
    const hit = await this.cache.scoped.peek(this.cache.queries.request(plan.scope, plan.key), { maxAgeMs });
    if (hit !== undefined) return this.hit(context, hit);
    this.setHeader(context, 'Cache-Status', cacheStatus.onlyIfCached());
    throw new GatewayTimeoutException('Not in the cache, and the request asked for nothing else.');
  }

  private hit(context: ExecutionContext, { entry }: Hit<unknown>): unknown {
    const now = this.cache.clock.now();
    const seconds = (ms: number): number => Math.max(0, Math.floor(ms / 1000));
    this.setHeader(context, 'Cache-Status', cacheStatus.hit(seconds(entry.expiresAt - now)));
    this.setHeader(context, 'Age', String(seconds(now - entry.createdAt)));
    return this.respond(context, entry);
  }

  private respond(context: ExecutionContext, entry: Entry): unknown {
    const response = this.response(context);
    if (response.getHeader('Cache-Control') === undefined) {
      // Only this cache hears of invalidations: a browser may keep the answer but must ask each time.
      this.setHeader(context, 'Cache-Control', 'private, no-cache');
    }
    const framework = this.adapterHost.httpAdapter.getType() === 'fastify' ? 'fastify' : 'express';
    return respondWithEntry(entry, context.switchToHttp().getRequest<HttpRequest>(), response, framework);
  }

  private response(context: ExecutionContext): HttpResponse {
    return context.switchToHttp().getResponse<HttpResponse>();
  }

  private setHeader(context: ExecutionContext, name: string, value: string): void {
    const response = context.switchToHttp().getResponse<{ headersSent?: boolean; sent?: boolean }>();
    // A handler that takes the response into its own hands may have sent it.
    if (response.headersSent !== true && response.sent !== true) {
      this.adapterHost.httpAdapter.setHeader(response, name, value);
    }
  }
}

/** Whether what the handler did to the response allows to give its value to others. */
function isStorable(response: HttpResponse, usualStatus: number): boolean {
  if (response.statusCode !== usualStatus || usualStatus < 200 || usualStatus > 299) return false;
  if (response.getHeader('Set-Cookie') !== undefined) return false;
  const control = response.getHeader('Cache-Control');
  return typeof control !== 'string' || !/(^|[\s,])no-store\b/i.test(control);
}
