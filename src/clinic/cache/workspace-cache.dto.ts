import { ApiProperty } from '@nestjs/swagger';
import type { ErasureResult } from '../../index.js';

/** What became of a workspace's data in the cache. */
export class ErasureView implements ErasureResult {
  @ApiProperty({ type: Boolean, description: 'Everything below was done' })
  complete!: boolean;

  @ApiProperty({ type: Boolean, description: 'No answer from before is served any more' })
  acknowledged!: boolean;

  @ApiProperty({
    type: Boolean,
    description: "The workspace's secret is gone, so that copies of its entries cannot be read either",
  })
  keyErased!: boolean;

  @ApiProperty({ type: Number, description: 'Entries deleted' })
  deleted!: number;
}
