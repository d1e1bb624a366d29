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
 * Part of the key are the route, its parameters, the query string and the whole body; of a conversation the last
 * messages. Request headers, cookies, the session and the principal are not, beyond the scope: whatever of them changes
 * an answer (role, user, locale) belongs into `variant`, here or in the module's options.
 *
 * Cached are GET, HEAD, POST and QUERY. Not cached: handlers that take `@Res()` or `@Next()` without `passthrough`,
 * requests whose body no parser has read. Never stored: errors, a status other than the handler's usual 2xx, responses
 * with Set-Cookie or Cache-Control: no-store, `undefined`, instances of classes (their serializer runs outside),
 * answers marked with `noStore()`. A cookie that a plugin writes only when the response leaves (a session,
 * `@fastify/cookie`) cannot be seen here: call `noStore()`. What the handler wrote into response headers is not
 * replayed.
 *
 * On a method the options take the place of those on its class. Nest applies decorators from the bottom up: an
 * interceptor below this one in the source is outside the cache and runs for hits too, one above it runs only when the
 * answer is computed.
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
