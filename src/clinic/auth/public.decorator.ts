import { Reflector } from '@nestjs/core';

/** Opens a route or controller to callers without a token. */
export const Public = Reflector.createDecorator<boolean>();
