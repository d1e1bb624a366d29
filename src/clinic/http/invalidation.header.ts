import type { Response } from 'express';
import type { Written } from '../outbox/outbox.writer.js';

/** Says whether answers made from the old data are gone (`acknowledged`) or will be soon (`pending`). */
export const INVALIDATION_HEADER = 'X-Cache-Invalidation';

/** For the API's documentation. */
export const invalidationHeaders = {
  [INVALIDATION_HEADER]: {
    description: 'Whether cached answers made from the old data are already gone',
    schema: { type: 'string' as const, enum: ['acknowledged', 'pending'] },
  },
};

/** The value of a change; what became of the invalidation goes into the response's header. */
export function announce<T>(response: Response, { value, invalidation }: Written<T>): T {
  response.setHeader(INVALIDATION_HEADER, invalidation);
  return value;
}
