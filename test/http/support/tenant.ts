import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { CacheModuleOptions } from '../../../src/index.js';

interface WithUser {
  headers: Record<string, string | undefined>;
  user?: { workspaceId: string; clientId?: string; role?: string };
}

/** Stands for the authentication of an application: who asks is in headers, `x-workspace: denied` may not. */
@Injectable()
export class HeaderGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<WithUser>();
    const { 'x-workspace': workspaceId, 'x-client': clientId, 'x-role': role } = request.headers;
    if (workspaceId === 'denied') return false;
    if (workspaceId !== undefined) {
      request.user = {
        workspaceId,
        ...(clientId === undefined ? {} : { clientId }),
        ...(role === undefined ? {} : { role }),
      };
    }
    return true;
  }
}

/** The options of an application whose tenants come from `HeaderGuard`; always the memory store. */
export const tenantOptions = {
  redis: null,
  scope: (context) => context.switchToHttp().getRequest<WithUser>().user,
  variant: (context) => ({ role: context.switchToHttp().getRequest<WithUser>().user?.role ?? null }),
} satisfies CacheModuleOptions;

export const as = (workspace: string, further: Record<string, string> = {}): Record<string, string> => ({
  'x-workspace': workspace,
  ...further,
});
