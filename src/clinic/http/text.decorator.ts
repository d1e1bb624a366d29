import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsNotEmpty, IsString, MaxLength, NotContains } from 'class-validator';

/** Text of 1 to `maxLength` characters, trimmed. PostgreSQL cannot hold a NUL, so it is refused here, not as a 500. */
export function IsText(maxLength: number): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value)),
    IsString(),
    IsNotEmpty(),
    MaxLength(maxLength),
    NotContains('\0', { message: '$property must not contain a NUL character' }),
  );
}
