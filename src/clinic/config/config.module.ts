import { type DynamicModule, Module } from '@nestjs/common';
import { CLINIC_CONFIG, type ClinicConfig } from './clinic.config.js';

/** Makes the validated settings injectable everywhere. */
@Module({})
export class ConfigModule {
  static forRoot(config: ClinicConfig): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: CLINIC_CONFIG, useValue: config }],
      exports: [CLINIC_CONFIG],
    };
  }
}
