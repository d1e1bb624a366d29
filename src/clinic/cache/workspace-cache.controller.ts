import { Controller, Delete, HttpStatus, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { AICacheService } from '../../index.js';
import { CurrentPrincipal, type Principal } from '../auth/principal.js';
import { RolesAllowed } from '../auth/roles.decorator.js';
import { ErasureView } from './workspace-cache.dto.js';

@ApiTags('workspace')
@ApiBearerAuth()
@Controller('workspace/cache')
export class WorkspaceCacheController {
  constructor(private readonly cache: AICacheService) {}

  @Delete()
  @RolesAllowed(['administrator'])
  @ApiOperation({
    summary: "Erase the own workspace's cached data for good",
    description:
      'Answers, passages, intents, embeddings and replies of models, and the secret they are encrypted with. The notes stay; questions are computed again.',
  })
  @ApiOkResponse({ type: ErasureView })
  @ApiServiceUnavailableResponse({ type: ErasureView, description: 'Not complete: to be repeated' })
  async erase(
    @CurrentPrincipal() { workspaceId }: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ErasureView> {
    const result = await this.cache.eraseWorkspace(workspaceId);
    if (!result.complete) response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return result;
  }
}
