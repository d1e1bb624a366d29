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

export class ClinicHealth {
  @ApiProperty({ enum: ['ok', 'error'] })
  status!: 'ok' | 'error';

  @ApiProperty({ type: DatabaseHealth })
  database!: DatabaseHealth;
}
