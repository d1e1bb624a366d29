import {
  applyDecorators,
  Body,
  Controller,
  Get,
  HttpCode,
  Post,
  Query,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CachedQuery } from '../../index.js';
import { CurrentPrincipal, type Principal } from '../auth/principal.js';
import { AgentAnswer, AgentQuery, AgentStreamQuery } from './agent.dto.js';
import { AgentService } from './agent.service.js';
import { askedClient, ClientAccessGuard } from './client-access.guard.js';
import { AgentStepsInterceptor } from './steps/agent-steps.interceptor.js';
import type { AgentEvent } from './stream/agent.event.js';
import { EventStreamInterceptor } from './stream/event-stream.interceptor.js';

const headers = {
  'Server-Timing': {
    description:
      'Which steps of the answer came from the cache: `intent;desc="hit"`, `retrieval;desc="miss"`',
    schema: { type: 'string' as const },
  },
};

/** Both forms of the streamed answer are documented alike. */
function Streams(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'The answer as it is written',
      description:
        'Server-sent events: `text` ({ text }) for each piece, `citations` ({ citations }), and `done` ({ found, model }) at the end of a whole answer; `error` ({ message }) in place of the rest when it breaks off.',
    }),
    ApiProduces('text/event-stream'),
    ApiOkResponse({ schema: { type: 'string' }, headers }),
  );
}

// Guards and the interceptors named last run for cached answers too; see `@CachedQuery()`.
@ApiTags('agent')
@ApiBearerAuth()
@Controller('agent')
@UseGuards(ClientAccessGuard)
export class AgentController {
  constructor(private readonly agent: AgentService) {}

  @Post('query')
  @HttpCode(200)
  @ApiOkResponse({ type: AgentAnswer, headers })
  @CachedQuery({ clientId: askedClient })
  @UseInterceptors(AgentStepsInterceptor)
  query(@CurrentPrincipal() principal: Principal, @Body() query: AgentQuery): Promise<AgentAnswer> {
    return this.agent.answer(principal, query);
  }

  @Get('stream')
  @Streams()
  @CachedQuery({ clientId: askedClient })
  @UseInterceptors(EventStreamInterceptor, AgentStepsInterceptor)
  streamQuestion(
    @CurrentPrincipal() principal: Principal,
    @Query() query: AgentStreamQuery,
  ): AsyncIterable<AgentEvent> {
    return this.agent.stream(principal, query);
  }

  @Post('stream')
  @HttpCode(200)
  @Streams()
  @CachedQuery({ clientId: askedClient })
  @UseInterceptors(EventStreamInterceptor, AgentStepsInterceptor)
  streamConversation(
    @CurrentPrincipal() principal: Principal,
    @Body() query: AgentQuery,
  ): AsyncIterable<AgentEvent> {
    return this.agent.stream(principal, query);
  }
}
