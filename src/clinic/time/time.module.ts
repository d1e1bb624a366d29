import { Global, Module } from '@nestjs/common';
import { systemClock } from '../../index.js';

/** Injection token of the `Clock`; tests give their own, so that no test waits for time to pass. */
export const CLOCK = Symbol('CLOCK');

@Global()
@Module({ providers: [{ provide: CLOCK, useValue: systemClock }], exports: [CLOCK] })
export class TimeModule {}
