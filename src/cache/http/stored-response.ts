import { decompress } from '../core/compression.js';
import type { Entry } from '../core/envelope.js';
import { acceptsGzip } from './accept-encoding.js';
import { entityTagHeader, matchesEntityTag } from './entity-tag.js';
import type { ExpressResponse, FastifyReply, HttpRequest, HttpResponse } from './http-types.js';
import { storedBytesOf, storedJson } from './stored-json.js';
import { varyOn } from './vary.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** What is sent in place of a body that the framework would have serialised. */
interface StoredResponse {
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The client has this answer already: 304 without a body. */
  readonly notModified: boolean;
}

/**
 * The value to hand to Nest for an entry, with the response prepared to send the entry's bytes for it: as they are
 * stored, compressed ones too if the client takes them. If an outer interceptor makes something else of the value,
 * the framework serialises that as always, and the entity tag, which speaks of the entry, is not sent.
 *
 * @throws CorruptEntryError when the bytes are not what the entry says.
 */
export async function respondWithEntry(
  entry: Entry,
  request: HttpRequest,
  response: unknown,
  framework: 'express' | 'fastify',
): Promise<unknown> {
  const compressed = entry.encoding === 'gzip';
  const asStored = compressed && acceptsGzip(request.headers['accept-encoding']);
  const text = await decompress(entry.stored, entry.encoding, entry.length);
  const value = storedJson(text, asStored ? entry.stored : text);
  if (storedBytesOf(value) === undefined) return value;

  const prepare = (to: HttpResponse): StoredResponse => {
    const tag = entityTagHeader(entry.entityTag);
    const notModified = isConditional(request) && matchesEntityTag(request.headers['if-none-match'], tag);
    const headers: [string, string][] = [['ETag', tag]];
    // A type that the handler declares, `application/hal+json` say, is the handler's.
    if (to.getHeader('Content-Type') === undefined) headers.push(['Content-Type', JSON_TYPE]);
    if (compressed) headers.push(['Vary', varyOn(to.getHeader('Vary'), 'Accept-Encoding')]);
    if (asStored && !notModified) headers.push(['Content-Encoding', 'gzip']);
    return { headers, notModified };
  };
  if (framework === 'express') prepareExpress(response as ExpressResponse, prepare);
  else prepareFastify(response as FastifyReply, request, prepare);
  return value;
}

type Prepare = (response: HttpResponse) => StoredResponse;

// Only this response's `json`: the adapter calls it for every object.
function prepareExpress(response: ExpressResponse, prepare: Prepare): void {
  // Settings under which Express writes other JSON than JSON.stringify does; a replacer may well hide members.
  if (EXPRESS_JSON_SETTINGS.some((name) => Boolean(response.app?.get(name)))) return;
  const json = response.json.bind(response);
  response.json = (body) => {
    response.json = json;
    const bytes = storedBytesOf(body);
    if (bytes === undefined) return json(body);
    const { headers, notModified } = prepare(response);
    for (const [name, value] of headers) response.setHeader(name, value);
    if (notModified) response.status(304);
    return response.send(bytes);
  };
}

const EXPRESS_JSON_SETTINGS = ['json replacer', 'json spaces', 'json escape'];

function prepareFastify(reply: FastifyReply, request: HttpRequest, prepare: Prepare): void {
  // A response schema decides which members are sent: the value has to go through it.
  if (reply.routeOptions?.schema?.response !== undefined) return;
  reply.serializer((payload) => {
    const bytes = storedBytesOf(payload);
    if (bytes === undefined) return serializeAsUsual(reply, payload);
    const { headers, notModified } = prepare(reply);
    for (const [name, value] of headers) reply.header(name, value);
    if (notModified) reply.code(304);
    // To HEAD, Fastify measures the body and sends its length alone.
    return notModified && request.method !== 'HEAD' ? null : bytes;
  });
}

// What Fastify does for a reply that has no serializer of its own.
function serializeAsUsual(reply: FastifyReply, payload: unknown): string {
  if (typeof payload === 'string') return payload;
  if (reply.getHeader('Content-Type') === undefined) reply.header('Content-Type', JSON_TYPE);
  reply.serializer(null);
  return reply.serialize(payload);
}

function isConditional({ method }: HttpRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}
