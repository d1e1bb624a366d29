import { type CanActivate, type ExecutionContext, ForbiddenException, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { principalOf, type Role } from './principal.js';
import { RolesAllowed } from './roles.decorator.js';

/** Refuses roles a route does not name. Runs after the auth guard. */
@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const roles = this.reflector.getAllAndOverride<readonly Role[] | undefined>(RolesAllowed.KEY, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (roles === undefined || roles.includes(principalOf(context).role)) return true;
    throw new ForbiddenException(`Only a ${roles.join(' or ')} may do this`);
  }
}
