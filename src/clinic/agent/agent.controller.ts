import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CachedQuery } from '../../index.js';
import { CurrentPrincipal, type Principal } from '../auth/principal.js';
import { AgentAnswer, AgentQuery } from './agent.dto.js';
import { AgentService } from './agent.service.js';
import { ClientAccessGuard } from './client-access.guard.js';

@ApiTags('agent')
@ApiBearerAuth()
@Controller('agent')
export class AgentController {
  constructor(private readonly agent: AgentService) {}

  @Post('query')
  @HttpCode(200)
  @UseGuards(ClientAccessGuard)
  @CachedQuery()
  @ApiOkResponse({ type: AgentAnswer })
  query(@CurrentPrincipal() principal: Principal, @Body() query: AgentQuery): Promise<AgentAnswer> {
    return this.agent.answer(principal, query);
  }
}
