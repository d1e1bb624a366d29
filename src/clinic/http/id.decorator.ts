import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsUUID } from 'class-validator';

/**
 * A uuid, brought to its one canonical spelling. PostgreSQL finds a row under either case, a cache does not: an id
 * kept in capitals would be a second scope, which no invalidation reaches.
 */
export function IsId(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value)),
    IsUUID(),
  );
}
