import { Controller, Get, HttpStatus, Inject, Logger, Res } from '@nestjs/common';
import { ApiOkResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../auth/public.decorator.js';
import { DATABASE_CONNECTION, type DatabaseConnection } from '../database/database.types.js';
import { describeError } from '../http/exception.filter.js';
import { OutboxStore } from '../outbox/outbox.store.js';
import { CACHE, type Cache } from '../../index.js';
import { type CacheHealthView, ClinicHealth } from './health.dto.js';

@ApiTags('health')
@Controller('health')
export class HealthController {
  private readonly logger = new Logger('Health');

  constructor(
    @Inject(DATABASE_CONNECTION) private readonly connection: DatabaseConnection,
    private readonly outbox: OutboxStore,
    @Inject(CACHE) private readonly cache: Cache,
  ) {}

  @Get()
  @Public(true)
  @ApiOkResponse({ type: ClinicHealth })
  @ApiServiceUnavailableResponse({ type: ClinicHealth })
  async get(@Res({ passthrough: true }) response: Response): Promise<ClinicHealth> {
    const { kind } = this.connection;
    try {
      return {
        status: 'ok',
        database: { kind, status: 'up', undeliveredEvents: await this.outbox.pendingCount() },
        cache: this.cacheHealth(),
      };
    } catch (error) {
      this.logger.error(`The database does not answer: ${describeError(error)}`);
      response.status(HttpStatus.SERVICE_UNAVAILABLE);
      return { status: 'error', database: { kind, status: 'down' }, cache: this.cacheHealth() };
    }
  }

  /** The clinic answers without its cache, so this does not decide the status. */
  private cacheHealth(): CacheHealthView {
    const { kind, status, notes } = this.cache.health();
    return { kind, status, notes };
  }
}
