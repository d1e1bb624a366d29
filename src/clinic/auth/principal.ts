import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

export const ROLES = ['practitioner', 'assistant', 'administrator'] as const;

/**
 * A practitioner reads and writes notes; an assistant reads and asks, and never sees an assessment. An administrator
 * runs the practice's software: may see what an assistant sees, and erase what the cache keeps.
 */
export type Role = (typeof ROLES)[number];

/** Who is asking, as the verified token says. */
export interface Principal {
  /** The person (`sub` of the token). */
  readonly userId: string;
  readonly workspaceId: string;
  readonly role: Role;
}

export type AuthenticatedRequest = Request & { user?: Principal };

/**
 * The principal the auth guard verified for this request.
 *
 * @throws Error when the route is not behind the guard: a programming mistake, never a client's.
 */
export function principalOf(context: ExecutionContext): Principal {
  const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (user === undefined) throw new Error('No principal: this route is not behind the auth guard');
  return user;
}

/** Parameter decorator: the {@link Principal} of the request. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext) =>
  principalOf(context),
);
