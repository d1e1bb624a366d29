import { Reflector } from '@nestjs/core';
import type { Role } from './principal.js';

/** Only these roles may call the route; others get 403. Without it every role may. */
export const RolesAllowed = Reflector.createDecorator<readonly Role[]>();
