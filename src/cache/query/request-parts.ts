import type { JsonValue } from '../core/canonical-json.js';
import type { HttpRequest } from '../http/http-types.js';

const QUERY_MEMBERS = ['question', 'query', 'message'];
const CONTEXT_MEMBERS = ['history', 'messages'];

type Members = Readonly<Record<string, unknown>>;

/** A request as the cache reads it: what has a meaning of its own, and the rest, which belongs to the key too. */
export interface RequestParts {
  readonly query: string | undefined;
  readonly clientId: string | undefined;
  readonly context: JsonValue | undefined;
  /** Everything else the handler may read from the request's target and body. */
  readonly rest: JsonValue;
}

/** Takes a request apart; `contextMessages` is how many of the last messages of a conversation count. */
export function requestParts(request: HttpRequest, contextMessages: number): RequestParts {
  const body = members(request.body);
  const search = members(request.query);
  const params = members(request.params);
  const inBody = first(body, QUERY_MEMBERS);
  const inSearch = inBody === undefined ? first(search, QUERY_MEMBERS) : undefined;
  const context = CONTEXT_MEMBERS.find((name) => Array.isArray(body[name]));
  const clientId = [params, body, search]
    .map((part) => part['clientId'])
    .find((id) => id !== undefined && id !== null);
  return {
    query: inBody?.value ?? inSearch?.value,
    clientId: typeof clientId === 'number' ? String(clientId) : (clientId as string | undefined),
    context: context === undefined ? undefined : lastMessages(body[context] as JsonValue[], contextMessages),
    rest: {
      params: params as JsonValue,
      search: without(search, inSearch?.name),
      body:
        request.body === undefined || isObject(request.body)
          ? without(body, inBody?.name, context)
          : (request.body as JsonValue),
    },
  };
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
