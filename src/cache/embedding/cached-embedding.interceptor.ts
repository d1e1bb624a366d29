import {
  Inject,
  Injectable,
  Logger,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { HttpAdapterHost, Reflector } from '@nestjs/core';
import { of, type Observable } from 'rxjs';
import type { Layer } from '../core/layer.js';
import type { BypassReason } from '../core/observer.js';
import type { Cache } from '../engine/create-cache.js';
import type { ContentValue } from '../engine/content.types.js';
import { cacheStatus } from '../http/cache-status.js';
import type { HttpResponse } from '../http/http-types.js';
import { isSent } from '../http/storable-response.js';
import { CACHE, CACHE_MODULE_OPTIONS, type CacheModuleOptions } from '../nest/cache-module.options.js';
import { CACHED_EMBEDDING, type CachedEmbeddingOptions } from './cached-embedding.options.js';
import { planCachedEmbedding, type CachedEmbeddingPlan } from './cached-embedding.plan.js';
import { embeddingLayer } from './embedding-layer.js';
import { HandlerCall, NotVectorsError } from './handler-call.js';
import { withMember } from './member-path.js';

type CachePlan = Exclude<CachedEmbeddingPlan, { bypass: BypassReason }>;

/** Calls the handler with the texts whose vectors are missing and puts its reply together; see `CachedEmbedding`. */
@Injectable()
export class CachedEmbeddingInterceptor implements NestInterceptor {
  private readonly logger = new Logger('nestjs-ai-cache');
  private readonly layer: Layer<Float32Array>;

  constructor(
    @Inject(CACHE) private readonly cache: Cache,
    @Inject(CACHE_MODULE_OPTIONS) private readonly moduleOptions: CacheModuleOptions,
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(HttpAdapterHost) private readonly adapterHost: HttpAdapterHost,
  ) {
    const { ttlMs, precision } = cache.options.embedding;
    // The option `embedding.dimensions` is the service's: a handler has lengths of its own.
    this.layer = embeddingLayer({ ttlMs, precision });
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const options = this.reflector.get<CachedEmbeddingOptions | undefined>(
      CACHED_EMBEDDING,
      context.getHandler(),
    );
    if (context.getType() !== 'http' || options === undefined) return next.handle();
    const plan = await this.plan(context, options);
    return 'bypass' in plan
      ? this.bypass(context, next, plan.bypass)
      : await this.serve(context, next, options, plan);
  }

  private async plan(
    context: ExecutionContext,
    options: CachedEmbeddingOptions,
  ): Promise<CachedEmbeddingPlan> {
    try {
      return await planCachedEmbedding(context, options, this.cache, this.moduleOptions);
    } catch (error) {
      // A resolver of the application's failed. Its request must not.
      const name = error instanceof Error ? error.name : 'unknown error';
      this.logger.warn(`A @CachedEmbedding() option failed (${name}).`);
      return { bypass: 'resolver_failed' };
    }
  }

  private async serve(
    context: ExecutionContext,
    next: CallHandler,
    options: CachedEmbeddingOptions,
    { texts, material, workspaceId }: CachePlan,
  ): Promise<Observable<unknown>> {
    const call = new HandlerCall(context, next, options);
    let values: ContentValue<Float32Array>[];
    try {
      values = await this.cache.content.resolveMany<Float32Array>({
        layer: this.layer,
        workspaceId,
        materials: texts.map((text) => [material, text]),
        ttlMs: options.ttlMs,
        compute: (missing, computation) =>
          call.run(
            missing.map((index) => texts[index] as string),
            computation,
          ),
      });
    } catch {
      return await this.withoutHelp(context, next, texts.length, call);
    }
    // With vectors that all share, what is cached already tells what others have asked.
    if (workspaceId !== undefined) this.setHeader(context, batchStatus(values));
    const vectors = values.map(({ value }) => Array.from(value));
    return of(options.reply?.(vectors, context) ?? withMember(undefined, options.vectors ?? '', vectors));
  }

  /** The request's answer when its vectors did not come together. Its own error, if it has one, is its answer. */
  private async withoutHelp(
    context: ExecutionContext,
    next: CallHandler,
    texts: number,
    call: HandlerCall,
  ): Promise<Observable<unknown>> {
    // The handler may still be at work on this request's own part: it must not see the texts change under it.
    const own = await call.settled();
    // Another request failed that was to bring some of our vectors. That is between it and its handler.
    if (own === undefined) return this.bypass(context, next, 'not_shareable');
    if (!(own.error instanceof NotVectorsError)) throw own.error;
    this.logger.warn('A @CachedEmbedding() handler did not reply with one vector for each text.');
    if (own.error.texts < texts) return this.bypass(context, next, 'unsupported');
    this.noteBypass(context, 'unsupported');
    return of(own.error.reply);
  }

  private bypass(context: ExecutionContext, next: CallHandler, reason: BypassReason): Observable<unknown> {
    this.noteBypass(context, reason);
    return next.handle();
  }

  private noteBypass(context: ExecutionContext, reason: BypassReason): void {
    this.cache.observer.bypass('embedding', reason);
    this.setHeader(context, cacheStatus.bypass(reason));
  }

  private setHeader(context: ExecutionContext, value: string): void {
    const response = context.switchToHttp().getResponse<HttpResponse>();
    if (!isSent(response)) this.adapterHost.httpAdapter.setHeader(response, 'Cache-Status', value);
  }
}

function batchStatus(values: readonly ContentValue<unknown>[]): string {
  const count = (source: ContentValue<unknown>['source']): number =>
    values.filter((value) => value.source === source).length;
  return cacheStatus.batch({ hits: count('hit'), joined: count('joined'), all: values.length });
}
