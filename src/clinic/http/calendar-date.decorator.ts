import { applyDecorators } from '@nestjs/common';
import { IsISO8601, Matches } from 'class-validator';

/** A calendar date, `YYYY-MM-DD`, that exists. */
export function IsCalendarDate(): PropertyDecorator {
  const message = '$property must be a calendar date (YYYY-MM-DD)';
  return applyDecorators(
    Matches(/^[12]\d{3}-\d{2}-\d{2}$/, { message }),
    IsISO8601({ strict: true }, { message }),
  );
}
