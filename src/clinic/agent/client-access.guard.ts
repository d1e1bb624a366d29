import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { type AuthenticatedRequest, principalOf } from '../auth/principal.js';
import { ClientService } from '../clients/client.service.js';
import { validationFailed } from '../http/validation.pipe.js';

type Asked = Readonly<Record<string, unknown>>;

/**
 * Lets a question through only if its client is one of the asker's workspace. A guard, because guards run before the
 * cache's interceptor and pipes after it: a cached answer must pass the same check as a computed one.
 */
@Injectable()
export class ClientAccessGuard implements CanActivate {
  constructor(private readonly clients: ClientService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const asked = questionOf(context);
    const clientId = asked?.['clientId'];
    if (clientId === undefined || clientId === null) return true;
    if (typeof clientId !== 'string' || !isUUID(clientId)) {
      throw validationFailed([{ path: 'clientId', message: 'clientId must be a UUID' }]);
    }
    const { id } = await this.clients.get(principalOf(context).workspaceId, clientId);
    // The one spelling the notes' events use: a scope in capitals would never be invalidated. The query string is
    // parsed anew at each look, so that what is to stay has to be put in its place.
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const value = { ...asked, clientId: id };
    Object.defineProperty(request, request.method === 'POST' ? 'body' : 'query', {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
    return true;
  }
}

/** The client a question is about, from the very place the handler reads it from. */
export function askedClient(context: ExecutionContext): string | undefined {
  const clientId = questionOf(context)?.['clientId'];
  return typeof clientId === 'string' ? clientId : undefined;
}

function questionOf(context: ExecutionContext): Asked | undefined {
  const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
  const asked: unknown = request.method === 'POST' ? request.body : request.query;
  return typeof asked === 'object' && asked !== null ? (asked as Asked) : undefined;
}
