import 'reflect-metadata';
import type { ExecutionContext } from '@nestjs/common';
import type { HttpRequest } from '../http/http-types.js';

// Metadata that Nest's own decorators write, under the same names in Nest 11 and 12.
const SSE = '__sse__';
const ROUTE_ARGUMENTS = '__routeArguments__';
const PASSTHROUGH = '__responsePassthrough__';
/** Kinds of route arguments: `@Res()` and `@Next()`. */
const TAKES_RESPONSE = /^[12]:/;

/** A cached answer in place of a PUT, PATCH or DELETE would be a write that did not happen. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'QUERY']);

const answersByItself = new WeakMap<object, boolean>();

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
  const handler = context.getHandler();
  let answer = answersByItself.get(handler);
  if (answer === undefined) {
    const controller = context.getClass();
    const name = methodName(controller.prototype as object, handler);
    const read = (key: string): unknown =>
      name === undefined ? undefined : Reflect.getMetadata(key, controller, name);
    answer =
      Object.keys((read(ROUTE_ARGUMENTS) as object | undefined) ?? {}).some((argument) =>
        TAKES_RESPONSE.test(argument),
      ) && read(PASSTHROUGH) !== true;
    answersByItself.set(handler, answer);
  }
  return answer;
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
