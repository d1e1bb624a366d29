import type { ExecutionContext } from '@nestjs/common';

/** A value, or a function that takes it from the request. */
export type PerRequest<T> = T | ((context: ExecutionContext) => T | Promise<T>);

/** The value for this request. */
export async function perRequest<T>(
  value: PerRequest<T> | undefined,
  context: ExecutionContext,
): Promise<T | undefined> {
  if (typeof value !== 'function') return value;
  return await (value as (context: ExecutionContext) => T | Promise<T>)(context);
}
