import 'reflect-metadata';
import type { ExecutionContext } from '@nestjs/common';
import type { HttpRequest } from '../http/http-types.js';

/** Metadata of Nest's `@Version()` and of a controller's `version`. */
const VERSION = '__version__';

/**
 * What tells a handler from every other one. Its class name alone does not: two versions of an API like to have
 * classes of one name, so the route and the declared version come with it. HEAD is answered by what answers GET.
 */
export function handlerName(context: ExecutionContext, { method, route, routeOptions }: HttpRequest): string {
  const [controller, handler] = [context.getClass(), context.getHandler()];
  const version: unknown = Reflect.getMetadata(VERSION, handler) ?? Reflect.getMetadata(VERSION, controller);
  return JSON.stringify([
    method === 'HEAD' ? 'GET' : method,
    route?.path ?? routeOptions?.url,
    controller.name,
    handler.name,
    typeof version === 'symbol' ? version.description : version,
  ]);
}
