import 'reflect-metadata';
import type { ExecutionContext } from '@nestjs/common';
import type { HttpRequest } from '../http/http-types.js';

// Metadata that Nest's own decorators write, under the same names in Nest 11 and 12.
const SSE = '__sse__';
const ROUTE_ARGUMENTS = '__routeArguments__';
const PASSTHROUGH = '__responsePassthrough__';
/** Kinds of route arguments, as they begin the keys of that metadata. */
const REQUEST = '0';
const TAKES_RESPONSE = new Set(['1', '2']); // @Res() and @Next()
const PART_OF_KIND: Readonly<Record<string, RequestPart>> = { '3': 'body', '4': 'query', '5': 'params' };
const PARTS: readonly RequestPart[] = ['params', 'body', 'query'];

/** A part of the request that can name a client. */
export type RequestPart = 'params' | 'body' | 'query';

/** A cached answer in place of a PUT, PATCH or DELETE would be a write that did not happen. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'QUERY']);

/** What a handler's signature says. */
interface Signature {
  readonly answersByItself: boolean;
  readonly clientIdIn: readonly RequestPart[];
}

const signatures = new WeakMap<object, Map<object, Signature>>();

/**
 * Whether the handler's return value is its whole answer, and the request as the framework parsed it the whole
 * question. If not, a hit would leave the request without an answer or answer another question.
 */
export function isCacheable(context: ExecutionContext): boolean {
  const request = context.switchToHttp().getRequest<HttpRequest>();
  return METHODS.has(request.method) && !hasUnreadBody(request) && !writesResponse(context);
}

/** A body that went past the parser (a file, plain text) reaches the handler, but no key. */
function hasUnreadBody({ headers, body }: HttpRequest): boolean {
  if (/^multipart\//i.test(String(headers['content-type'] ?? ''))) return true;
  if (body !== undefined && body !== null) return false;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Whether the handler sends server-sent events, that is, returns an Observable of them. */
export function isSse(context: ExecutionContext): boolean {
  return Reflect.getMetadata(SSE, context.getHandler()) === true;
}

/** `@Res()` or `@Next()` without `passthrough`: Nest sends nothing for what they return. */
function writesResponse(context: ExecutionContext): boolean {
  return signatureOf(context).answersByItself;
}

/**
 * The parts of the request in which the handler can see a `clientId`. One anywhere else decides nothing about the
 * answer, and must not decide under which client the answer is kept: it would survive the changes it was made of.
 */
export function clientIdIn(context: ExecutionContext): readonly RequestPart[] {
  return signatureOf(context).clientIdIn;
}

function signatureOf(context: ExecutionContext): Signature {
  const [handler, controller] = [context.getHandler(), context.getClass()];
  // By controller too: a subclass inherits the method and may declare its arguments anew.
  let known = signatures.get(controller);
  if (known === undefined) signatures.set(controller, (known = new Map<object, Signature>()));
  let signature = known.get(handler);
  if (signature === undefined) known.set(handler, (signature = readSignature(handler, controller)));
  return signature;
}

function readSignature(handler: unknown, controller: { readonly prototype: unknown }): Signature {
  const name = methodName(controller.prototype as object, handler);
  const read = (key: string): unknown =>
    name === undefined ? undefined : Reflect.getMetadata(key, controller, name);
  const taken = Object.entries(
    (read(ROUTE_ARGUMENTS) as Record<string, { data?: unknown }> | undefined) ?? {},
  );
  const kinds = taken.map(([key]) => key.split(':')[0] ?? '');
  const parts = taken.flatMap(([key, { data }]) => {
    const part = PART_OF_KIND[key.split(':')[0] ?? ''];
    return part !== undefined && (data === undefined || data === 'clientId') ? [part] : [];
  });
  return {
    answersByItself: kinds.some((kind) => TAKES_RESPONSE.has(kind)) && read(PASSTHROUGH) !== true,
    clientIdIn: kinds.includes(REQUEST) ? PARTS : PARTS.filter((part) => parts.includes(part)),
  };
}

/** The name it is registered under: a decorator that wraps a method may have lost the function's own. */
function methodName(prototype: object, handler: unknown): string | undefined {
  for (
    let owner: object | null = prototype;
    owner !== null;
    owner = Object.getPrototypeOf(owner) as object | null
  ) {
    const own = Object.getOwnPropertyDescriptors(owner);
    const name = Object.keys(own).find((key) => own[key]?.value === handler);
    if (name !== undefined) return name;
  }
  return undefined;
}
