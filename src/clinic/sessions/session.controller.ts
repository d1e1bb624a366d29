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
import { announce, invalidationHeaders } from '../http/invalidation.header.js';
import { PageQuery } from '../http/page.dto.js';
import { CreateSessionBody, SessionParams, SessionView, UpdateSessionBody } from './session.dto.js';
import { SessionReader, toSessionView } from './session.reader.js';
import { SessionWriter } from './session.writer.js';

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
  @ApiCreatedResponse({ type: SessionView, headers: invalidationHeaders })
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
  @ApiOkResponse({ type: SessionView, headers: invalidationHeaders })
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
  @ApiNoContentResponse({ headers: invalidationHeaders })
  async delete(
    @CurrentPrincipal() principal: Principal,
    @Param() { sessionId }: SessionParams,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    announce(response, await this.writer.delete(principal.workspaceId, sessionId));
  }
}
