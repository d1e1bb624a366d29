import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CLINIC_CONFIG, type ClinicConfig } from '../config/clinic.config.js';
import { AuthGuard } from './auth.guard.js';
import { RolesGuard } from './roles.guard.js';
import { loadOrCreateTokenSecret } from './token-secret.js';
import { TOKEN_KEY, TokenService } from './token.service.js';

@Module({
  providers: [
    {
      provide: TOKEN_KEY,
      inject: [CLINIC_CONFIG],
      useFactory: async ({ tokenSecret, dataDir }: ClinicConfig): Promise<Uint8Array> =>
        new TextEncoder().encode(tokenSecret ?? (await loadOrCreateTokenSecret(dataDir))),
    },
    TokenService,
    // The order is the order they run in: who is it, then may they.
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_GUARD, useClass: RolesGuard },
  ],
  exports: [TokenService],
})
export class AuthModule {}
