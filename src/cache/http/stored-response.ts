import { constants, gunzipSync } from 'node:zlib';
import type { Entry } from '../core/envelope.js';
import { acceptsGzip } from './accept-encoding.js';
import { entityTagHeader, matchesEntityTag } from './entity-tag.js';
import type { ExpressResponse, FastifyReply, HttpRequest } from './http-types.js';
import { storedBytesOf, storedJson } from './stored-json.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * The value to hand to Nest for an entry, with the response prepared to send the entry's bytes for it: as they are
 * stored, compressed ones too if the client takes them. If an outer interceptor makes something else of the value,
 * the framework serialises that as always, and the entity tag, which speaks of the entry, is not sent.
 */
export function respondWithEntry(
  entry: Entry,
  request: HttpRequest,
  response: unknown,
  framework: 'express' | 'fastify',
): unknown {
  const compressed = entry.encoding === 'gzip';
  const asStored = compressed && acceptsGzip(request.headers['accept-encoding']);
  const inflate = (): Buffer => gunzipSync(entry.stored, { maxOutputLength: Math.max(entry.length, 1) });
  const text = compressed ? inflate : (): Buffer => entry.stored;
  const sent = compressed && !asStored ? inflate() : entry.stored;
  const value = storedJson(compressed ? firstByte(entry.stored) : (entry.stored[0] ?? 0), text, sent);

  const headers: [string, string][] = [
    ['Content-Type', JSON_TYPE],
    ['ETag', entityTagHeader(entry.entityTag)],
    ...(asStored ? [['Content-Encoding', 'gzip'] as [string, string]] : []),
  ];
  if (framework === 'express') prepareExpress(response as ExpressResponse, headers, compressed);
  else prepareFastify(response as FastifyReply, request, headers, compressed);
  return value;
}

// Only this response's `json`: the adapter calls it for every object. `send` answers 304 by itself when the ETag fits.
function prepareExpress(response: ExpressResponse, headers: [string, string][], vary: boolean): void {
  const json = response.json.bind(response);
  response.json = (body) => {
    response.json = json;
    const bytes = storedBytesOf(body);
    if (bytes === undefined) return json(body);
    for (const [name, value] of headers) response.setHeader(name, value);
    if (vary) response.vary('Accept-Encoding');
    return response.send(bytes);
  };
}

function prepareFastify(
  reply: FastifyReply,
  request: HttpRequest,
  headers: [string, string][],
  vary: boolean,
): void {
  reply.serializer((payload) => {
    const bytes = storedBytesOf(payload);
    if (bytes === undefined) return JSON.stringify(payload);
    for (const [name, value] of headers) reply.header(name, value);
    if (vary) reply.header('Vary', mergeVary(reply.getHeader('Vary')));
    if (isConditionalHit(request, headers)) {
      reply.removeHeader('Content-Encoding');
      reply.code(304);
      return null;
    }
    return bytes;
  });
}

function isConditionalHit(request: HttpRequest, headers: [string, string][]): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const ifNoneMatch = request.headers['if-none-match'];
  const tag = headers.find(([name]) => name === 'ETag')?.[1] ?? '';
  return matchesEntityTag(Array.isArray(ifNoneMatch) ? ifNoneMatch.join(',') : ifNoneMatch, tag);
}

function mergeVary(existing: unknown): string {
  return typeof existing === 'string' && existing !== '' ? `${existing}, Accept-Encoding` : 'Accept-Encoding';
}

/** Inflates no more than a first piece. */
function firstByte(gzipped: Buffer): number {
  const piece = gunzipSync(gzipped.subarray(0, 1024), { finishFlush: constants.Z_SYNC_FLUSH });
  return piece[0] ?? 0;
}
