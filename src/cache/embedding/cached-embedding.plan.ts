import type { ExecutionContext } from '@nestjs/common';
import { canonicalJson, type JsonValue } from '../core/canonical-json.js';
import { InvalidKeyError } from '../core/errors.js';
import type { BypassReason } from '../core/observer.js';
import { assertScope } from '../core/scope.js';
import type { Cache } from '../engine/create-cache.js';
import type { HttpRequest } from '../http/http-types.js';
import { parseRequestCacheControl } from '../http/request-cache-control.js';
import type { CacheModuleOptions } from '../nest/cache-module.options.js';
import { handlerName } from '../nest/handler-name.js';
import { perRequest } from '../nest/per-request.js';
import { isCacheable } from '../query/handler-support.js';
import type { CachedEmbeddingOptions } from './cached-embedding.options.js';
import { readMember, withMember } from './member-path.js';

/** What is to be done with a request for vectors. */
export type CachedEmbeddingPlan =
  | { readonly bypass: BypassReason }
  | {
      readonly texts: readonly string[];
      /** Everything that decides the vectors beside the text. */
      readonly material: JsonValue;
      readonly workspaceId: string | undefined;
    };

/** Decides, from the principal and the request, whether and under which key vectors are cached. */
export async function planCachedEmbedding(
  context: ExecutionContext,
  options: CachedEmbeddingOptions,
  cache: Pick<Cache, 'options'>,
  module: CacheModuleOptions,
): Promise<CachedEmbeddingPlan> {
  if (!cache.options.enabled) return { bypass: 'disabled' };
  if (!isCacheable(context)) return { bypass: 'unsupported' };
  const request = context.switchToHttp().getRequest<HttpRequest>();
  const directives = parseRequestCacheControl(request.headers['cache-control']);
  // A vector is never untrue: who wants it computed anew wants the cache out of the way.
  if (directives.noStore || directives.noCache) return { bypass: 'request_no_store' };
  if ((await perRequest(options.when, context)) === false) return { bypass: 'condition' };

  const path = options.texts ?? 'texts';
  const texts = readMember(request.body, path);
  if (!isTexts(texts)) return { bypass: 'no_query' };

  const workspaceId = options.shared === true ? undefined : await workspaceOf(context, module);
  if (workspaceId === undefined && options.shared !== true) return { bypass: 'no_scope' };

  const material = {
    handler: options.name ?? handlerName(context, request),
    vectors: options.vectors ?? '',
    body: withMember(request.body, path, null) as JsonValue,
    params: { ...(request.params as Record<string, JsonValue> | undefined) },
    search: { ...(request.query as Record<string, JsonValue> | undefined) },
    module: (await module.variant?.(context)) ?? null,
    variant: (await perRequest<JsonValue | undefined>(options.variant, context)) ?? null,
  };
  try {
    canonicalJson(material);
  } catch (error) {
    if (error instanceof InvalidKeyError) return { bypass: 'invalid_key' };
    throw error;
  }
  return { texts, material, workspaceId };
}

async function workspaceOf(
  context: ExecutionContext,
  module: CacheModuleOptions,
): Promise<string | undefined> {
  const principal = await module.scope?.(context);
  if (principal === undefined) return undefined;
  assertScope({ workspaceId: principal.workspaceId });
  return principal.workspaceId;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((text) => typeof text === 'string');
}
