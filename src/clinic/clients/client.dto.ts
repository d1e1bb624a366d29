import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsCalendarDate } from '../http/calendar-date.decorator.js';
import { IsId } from '../http/id.decorator.js';
import { MayBeAbsent } from '../http/optional.decorator.js';
import { IsText } from '../http/text.decorator.js';

export class ClientParams {
  @ApiProperty({ type: String, format: 'uuid' })
  @IsId()
  clientId!: string;
}

export class CreateClientBody {
  @ApiProperty({ type: String, maxLength: 200, example: 'Maya Lindqvist' })
  @IsText(200)
  name!: string;

  @ApiPropertyOptional({ type: String, format: 'date', example: '1987-04-12' })
  @MayBeAbsent()
  @IsCalendarDate()
  dateOfBirth?: string;
}

/** A client as the API shows it. */
export class ClientView {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String })
  name!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  dateOfBirth!: string | null;

  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: string;
}
