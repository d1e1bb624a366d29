import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class DatabaseHealth {
  @ApiProperty({ enum: ['pglite', 'postgres'] })
  kind!: 'pglite' | 'postgres';

  @ApiProperty({ enum: ['up', 'down'] })
  status!: 'up' | 'down';

  @ApiPropertyOptional({
    type: Number,
    description: 'Events in the outbox that listeners have not taken yet',
  })
  undeliveredEvents?: number;
}

export class CacheHealthView {
  @ApiProperty({ type: String, example: 'redis 8.0.2' })
  kind!: string;

  @ApiProperty({ enum: ['up', 'degraded', 'down'] })
  status!: 'up' | 'degraded' | 'down';

  @ApiProperty({ type: [String], description: 'What is missing or wrong' })
  notes!: readonly string[];
}

export class ClinicHealth {
  @ApiProperty({ enum: ['ok', 'error'] })
  status!: 'ok' | 'error';

  @ApiProperty({ type: DatabaseHealth })
  database!: DatabaseHealth;

  @ApiProperty({ type: CacheHealthView, description: 'Answers are computed while the cache is down' })
  cache!: CacheHealthView;
}
