import { Module } from '@nestjs/common';
import { OutboxModule } from '../outbox/outbox.module.js';
import { SeedService } from './seed.service.js';

@Module({ imports: [OutboxModule], providers: [SeedService], exports: [SeedService] })
export class SeedModule {}
