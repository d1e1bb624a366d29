import { Global, Module } from '@nestjs/common';
import { ClinicClock, SystemClock } from './clock.js';

@Global()
@Module({ providers: [{ provide: ClinicClock, useClass: SystemClock }], exports: [ClinicClock] })
export class TimeModule {}
