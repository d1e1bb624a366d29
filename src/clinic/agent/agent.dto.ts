import { ApiProperty, ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsObject, ValidateNested } from 'class-validator';
import { IsId } from '../http/id.decorator.js';
import { MayBeAbsent } from '../http/optional.decorator.js';
import { IsText } from '../http/text.decorator.js';
import { SOAP_FIELDS, type SoapField } from '../sessions/soap.js';

const SPEAKERS = ['user', 'assistant'] as const;

/** One earlier message of the conversation. */
export class HistoryMessage {
  @ApiProperty({ enum: SPEAKERS })
  @IsIn(SPEAKERS)
  role!: (typeof SPEAKERS)[number];

  @ApiProperty({ type: String, maxLength: 4_000 })
  @IsText(4_000)
  content!: string;
}

export class AgentQuery {
  @ApiProperty({ type: String, maxLength: 1_000, example: 'How far can the knee be flexed?' })
  @IsText(1_000)
  question!: string;

  @ApiPropertyOptional({ type: String, format: 'uuid', description: 'Ask about this client only' })
  @MayBeAbsent()
  @IsId()
  clientId?: string;

  @ApiPropertyOptional({ type: [HistoryMessage], description: 'Earlier messages; the last three count' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => HistoryMessage)
  history?: HistoryMessage[];
}

/** A question in a query string, without a conversation before it. */
export class AgentStreamQuery extends PickType(AgentQuery, ['question', 'clientId'] as const) {}

/** Where a part of the answer stands in the notes. */
export class CitationView {
  @ApiProperty({ type: String, format: 'uuid' })
  sessionId!: string;

  @ApiProperty({ type: String, format: 'uuid' })
  clientId!: string;

  @ApiProperty({ type: String, format: 'date' })
  sessionDate!: string;

  @ApiProperty({ enum: SOAP_FIELDS })
  field!: SoapField;

  @ApiProperty({ type: String, description: 'The words of the note' })
  excerpt!: string;
}

export class AgentAnswer {
  @ApiProperty({ type: String })
  answer!: string;

  @ApiProperty({ type: Boolean, description: 'False when the notes hold nothing about the question' })
  found!: boolean;

  @ApiProperty({ type: [CitationView] })
  citations!: CitationView[];

  @ApiProperty({ type: String, description: 'What wrote the answer' })
  model!: string;
}
