import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentPrincipal, type Principal } from '../auth/principal.js';
import { RolesAllowed } from '../auth/roles.decorator.js';
import { ClientParams } from '../clients/client.dto.js';
import { PageQuery } from '../http/page.dto.js';
import { CreateSessionBody, SessionParams, SessionView, UpdateSessionBody } from './session.dto.js';
import { SessionReader, toSessionView } from './session.reader.js';
import { SessionWriter, type Written } from './session.writer.js';

/** Says whether answers made from the old note are gone (`acknowledged`) or will be soon (`pending`). */
export const INVALIDATION_HEADER = 'X-Cache-Invalidation';

const headers = {
  [INVALIDATION_HEADER]: {
    description: 'Whether cached answers made from the old note are already gone',
    schema: { type: 'string' as const, enum: ['acknowledged', 'pending'] },
  },
};

@ApiTags('sessions')
@ApiBearerAuth()
@Controller()
export class SessionController {
  constructor(
    private readonly reader: SessionReader,
    private readonly writer: SessionWriter,
  ) {}

  @Get('clients/:clientId/sessions')
  @ApiOkResponse({ type: [SessionView] })
  list(
    @CurrentPrincipal() principal: Principal,
    @Param() { clientId }: ClientParams,
    @Query() page: PageQuery,
  ): Promise<SessionView[]> {
    return this.reader.list(principal, clientId, page);
  }

  @Post('clients/:clientId/sessions')
  @RolesAllowed(['practitioner'])
  @ApiCreatedResponse({ type: SessionView, headers })
  async create(
    @CurrentPrincipal() principal: Principal,
    @Param() { clientId }: ClientParams,
    @Body() body: CreateSessionBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionView> {
    const written = await this.writer.create(principal.workspaceId, clientId, body);
    return toSessionView(announce(response, written), principal);
  }

  @Get('sessions/:sessionId')
  @ApiOkResponse({ type: SessionView })
  get(@CurrentPrincipal() principal: Principal, @Param() { sessionId }: SessionParams): Promise<SessionView> {
    return this.reader.get(principal, sessionId);
  }

  @Patch('sessions/:sessionId')
  @RolesAllowed(['practitioner'])
  @ApiOkResponse({ type: SessionView, headers })
  async update(
    @CurrentPrincipal() principal: Principal,
    @Param() { sessionId }: SessionParams,
    @Body() body: UpdateSessionBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionView> {
    const written = await this.writer.update(principal.workspaceId, sessionId, body);
    return toSessionView(announce(response, written), principal);
  }

  @Delete('sessions/:sessionId')
  @RolesAllowed(['practitioner'])
  @HttpCode(204)
  @ApiNoContentResponse({ headers })
  async delete(
    @CurrentPrincipal() principal: Principal,
    @Param() { sessionId }: SessionParams,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    announce(response, await this.writer.delete(principal.workspaceId, sessionId));
  }
}

function announce<T>(response: Response, { value, invalidation }: Written<T>): T {
  response.setHeader(INVALIDATION_HEADER, invalidation);
  return value;
}
