import type { JsonValue } from '../core/canonical-json.js';
import type { HttpRequest } from '../http/http-types.js';
import type { RequestPart } from './handler-support.js';

const QUERY_MEMBERS = ['question', 'query', 'message'];
const CONTEXT_MEMBERS = ['history', 'messages'];

type Members = Readonly<Record<string, unknown>>;

/** A request as the cache reads it: what has a meaning of its own, and the rest, which belongs to the key too. */
export interface RequestParts {
  readonly query: string | undefined;
  /** Not a string if the request names none properly: an object, or a list when it names different ones. */
  readonly clientId: unknown;
  readonly context: JsonValue | undefined;
  /** Everything else the handler may read from the request's target and body. */
  readonly rest: JsonValue;
}

/**
 * Takes a request apart.
 *
 * @param contextMessages how many of the last messages of a conversation count
 * @param findsQuery whether the question is looked for here; if it is not, no member is taken for one, and all of
 *   them stay in `rest`
 * @param clientIdIn where a client is looked for
 */
export function requestParts(
  request: HttpRequest,
  contextMessages: number,
  { findsQuery, clientIdIn }: { readonly findsQuery: boolean; readonly clientIdIn: readonly RequestPart[] },
): RequestParts {
  const body = members(request.body);
  const search = members(request.query);
  const params = members(request.params);
  const inBody = findsQuery ? first(body, QUERY_MEMBERS) : undefined;
  const inSearch = findsQuery && inBody === undefined ? first(search, QUERY_MEMBERS) : undefined;
  const context = CONTEXT_MEMBERS.find((name) => Array.isArray(body[name]));
  return {
    query: inBody?.value ?? inSearch?.value,
    clientId: clientIdOf(clientIdIn.map((part) => ({ params, body, query: search })[part])),
    context: context === undefined ? undefined : lastMessages(body[context] as JsonValue[], contextMessages),
    rest: {
      params: params as JsonValue,
      hosts: members(request.hosts) as JsonValue,
      search: without(search, inSearch?.name),
      body:
        request.body === undefined || isObject(request.body)
          ? without(body, inBody?.name, context)
          : (request.body as JsonValue),
    },
  };
}

/**
 * The client the request speaks of. Which of two different ones the handler reads nobody here knows, and the answer
 * would be invalidated with the wrong one, so both are given back, which is no id.
 */
function clientIdOf(parts: readonly Members[]): unknown {
  const ids = parts
    .map((part) => part['clientId'])
    .filter((id) => id !== undefined && id !== null)
    .map((id) => (typeof id === 'number' ? String(id) : id));
  return ids.every((id) => id === ids[0]) ? ids[0] : ids;
}

function lastMessages(messages: readonly JsonValue[], count: number): readonly JsonValue[] {
  return count === 0 ? [] : messages.slice(-count);
}

function first(part: Members, names: readonly string[]): { name: string; value: string } | undefined {
  for (const name of names) {
    const value = part[name];
    if (typeof value === 'string' && value.trim() !== '') return { name, value };
  }
  return undefined;
}

function without(part: Members, ...names: readonly (string | undefined)[]): JsonValue {
  return Object.fromEntries(Object.entries(part).filter(([name]) => !names.includes(name))) as JsonValue;
}

function members(part: unknown): Members {
  return isObject(part) ? part : {};
}

function isObject(part: unknown): part is Members {
  return typeof part === 'object' && part !== null && !Array.isArray(part) && !Buffer.isBuffer(part);
}
