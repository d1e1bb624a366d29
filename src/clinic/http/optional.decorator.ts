import { ValidateIf } from 'class-validator';

/** The field may be left out. Unlike `IsOptional` of class-validator a null is not the same as nothing. */
export function MayBeAbsent(): PropertyDecorator {
  return ValidateIf((_, value: unknown) => value !== undefined);
}
