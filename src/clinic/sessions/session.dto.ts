import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { IsCalendarDate } from '../http/calendar-date.decorator.js';
import { IsId } from '../http/id.decorator.js';
import { MayBeAbsent } from '../http/optional.decorator.js';
import { IsText } from '../http/text.decorator.js';

/** Longest text of one SOAP field, in characters. */
export const SOAP_TEXT_LENGTH = 10_000;

export class SessionParams {
  @ApiProperty({ type: String, format: 'uuid' })
  @IsId()
  sessionId!: string;
}

export class CreateSessionBody {
  @ApiProperty({ type: String, format: 'date', example: '2026-03-04' })
  @IsCalendarDate()
  sessionDate!: string;

  @ApiProperty({ type: String, maxLength: SOAP_TEXT_LENGTH, description: 'What the client reports' })
  @IsText(SOAP_TEXT_LENGTH)
  subjective!: string;

  @ApiProperty({ type: String, maxLength: SOAP_TEXT_LENGTH, description: 'What was observed and measured' })
  @IsText(SOAP_TEXT_LENGTH)
  objective!: string;

  @ApiProperty({ type: String, maxLength: SOAP_TEXT_LENGTH, description: "The practitioner's judgement" })
  @IsText(SOAP_TEXT_LENGTH)
  assessment!: string;

  @ApiProperty({ type: String, maxLength: SOAP_TEXT_LENGTH, description: 'What happens next' })
  @IsText(SOAP_TEXT_LENGTH)
  plan!: string;
}

/** Any part of a note; `clientId` moves it to another client of the same workspace. */
export class UpdateSessionBody extends PartialType(CreateSessionBody, { skipNullProperties: false }) {
  @ApiPropertyOptional({ type: String, format: 'uuid' })
  @MayBeAbsent()
  @IsId()
  clientId?: string;
}

/** A session note as the API shows it. */
export class SessionView {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, format: 'uuid' })
  clientId!: string;

  @ApiProperty({ type: String, format: 'date' })
  sessionDate!: string;

  @ApiProperty({ type: String })
  subjective!: string;

  @ApiProperty({ type: String })
  objective!: string;

  @ApiPropertyOptional({ type: String, description: 'Shown to practitioners only' })
  assessment?: string;

  @ApiProperty({ type: String })
  plan!: string;

  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ type: String, format: 'date-time' })
  updatedAt!: string;
}
