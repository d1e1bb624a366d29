import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { type AuthenticatedRequest, principalOf } from '../auth/principal.js';
import { ClientService } from '../clients/client.service.js';
import { validationFailed } from '../http/validation.pipe.js';

/**
 * Lets a question through only if its client is one of the asker's workspace. A guard, because guards run before the
 * cache's interceptor and pipes after it: a cached answer must pass the same check as a computed one.
 */
@Injectable()
export class ClientAccessGuard implements CanActivate {
  constructor(private readonly clients: ClientService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const body: unknown = context.switchToHttp().getRequest<AuthenticatedRequest>().body;
    if (typeof body !== 'object' || body === null || !('clientId' in body)) return true;
    if (body.clientId === undefined || body.clientId === null) return true;
    if (typeof body.clientId !== 'string' || !isUUID(body.clientId)) {
      throw validationFailed([{ path: 'clientId', message: 'clientId must be a UUID' }]);
    }
    const client = await this.clients.get(principalOf(context).workspaceId, body.clientId);
    // The one spelling the notes' events use: a scope in capitals would never be invalidated.
    body.clientId = client.id;
    return true;
  }
}
