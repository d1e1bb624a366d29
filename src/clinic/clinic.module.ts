import { type DynamicModule, Module } from '@nestjs/common';
import { EventEmitterModule } from '@nestjs/event-emitter';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { AgentModule } from './agent/agent.module.js';
import { AuthModule } from './auth/auth.module.js';
import { ClinicCacheModule } from './cache/clinic-cache.module.js';
import { ClientModule } from './clients/client.module.js';
import type { ClinicConfig } from './config/clinic.config.js';
import { ConfigModule } from './config/config.module.js';
import { DatabaseModule } from './database/database.module.js';
import { HealthModule } from './health/health.module.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { SeedModule } from './seed/seed.module.js';
import { SessionModule } from './sessions/session.module.js';
import { TimeModule } from './time/time.module.js';

/** The reference clinic: notes of several practices, and an agent that answers from them. */
@Module({})
export class ClinicModule {
  static forRoot(config: ClinicConfig): DynamicModule {
    return {
      module: ClinicModule,
      imports: [
        ConfigModule.forRoot(config),
        TimeModule,
        DatabaseModule,
        EventEmitterModule.forRoot(),
        PrometheusModule.register({ controller: MetricsController }),
        ClinicCacheModule,
        AuthModule,
        ClientModule,
        SessionModule,
        AgentModule,
        SeedModule,
        HealthModule,
      ],
    };
  }
}
