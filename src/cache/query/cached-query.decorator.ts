import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { CachedQueryInterceptor } from './cached-query.interceptor.js';
import { CACHED_QUERY, type CachedQueryOptions } from './cached-query.options.js';

/**
 * Caches the answers of a handler, or of every handler of a controller, per workspace and client.
 *
 * Who asks decides the scope: the module's option `scope`, over the authenticated principal. Guards run before, pipes
 * after the look-up: a hit is an answer that was given to an equal request which had passed them. Concurrent equal
 * requests share one call of the handler.
 *
 * Streams, that is `@Sse()` handlers and handlers that return an AsyncIterable or a web ReadableStream, are recorded as
 * they pass and stored when they have ended cleanly; equal requests meanwhile join the running stream from its first
 * event.
 *
 * Never stored: errors, a status other than the handler's usual 2xx, responses with Set-Cookie or Cache-Control:
 * no-store, `undefined`, instances of classes (their serializer runs outside), answers marked with `noStore()`. What
 * the handler wrote into response headers is not replayed.
 *
 * @example
 * ```ts
 * @Post('query')
 * @CachedQuery({ variant: (context) => ({ model: 'command-a' }) })
 * ask(@Body() body: AskDto): Promise<Answer> { ... }
 * ```
 */
export function CachedQuery(options: CachedQueryOptions = {}): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(CACHED_QUERY, options), UseInterceptors(CachedQueryInterceptor));
}
