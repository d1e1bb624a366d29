import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentPrincipal, type Principal } from '../auth/principal.js';
import { RolesAllowed } from '../auth/roles.decorator.js';
import { announce, invalidationHeaders } from '../http/invalidation.header.js';
import { PageQuery } from '../http/page.dto.js';
import { ClientParams, ClientView, CreateClientBody } from './client.dto.js';
import { ClientService } from './client.service.js';

@ApiTags('clients')
@ApiBearerAuth()
@Controller('clients')
export class ClientController {
  constructor(private readonly clients: ClientService) {}

  @Get()
  @ApiOkResponse({ type: [ClientView] })
  list(@CurrentPrincipal() principal: Principal, @Query() page: PageQuery): Promise<ClientView[]> {
    return this.clients.list(principal.workspaceId, page);
  }

  @Post()
  @RolesAllowed(['practitioner'])
  @ApiCreatedResponse({ type: ClientView, headers: invalidationHeaders })
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateClientBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ClientView> {
    return announce(response, await this.clients.create(principal.workspaceId, body));
  }

  @Get(':clientId')
  @ApiOkResponse({ type: ClientView })
  get(@CurrentPrincipal() principal: Principal, @Param() { clientId }: ClientParams): Promise<ClientView> {
    return this.clients.get(principal.workspaceId, clientId);
  }
}
