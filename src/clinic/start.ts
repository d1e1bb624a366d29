import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { CACHE, type Cache, CacheConfigurationError } from '../index.js';
import { AnswerWriter } from './agent/writers/answer.writer.js';
import { ROLES } from './auth/principal.js';
import { TokenService } from './auth/token.service.js';
import { configureClinic, initialiseClinic } from './clinic.application.js';
import { ClinicModule } from './clinic.module.js';
import { ClinicConfigError, loadClinicConfig } from './config/clinic.config.js';
import {
  DATABASE_CONNECTION,
  type DatabaseConnection,
  DatabaseUnavailableError,
} from './database/database.types.js';
import { SchemaTooNewError } from './database/migrator.js';
import { describeError } from './http/exception.filter.js';
import { PageQuery } from './http/page.dto.js';
import { SEED_WORKSPACES } from './seed/seed.data.js';
import { SeedService } from './seed/seed.service.js';
import { SessionReader } from './sessions/session.reader.js';
import { type Banner, type DemoToken, printBanner, printStartFailure } from './start.banner.js';

/** Starts the clinic from environment variables; a start that fails says why in one line and ends with code 1. */
export async function startClinic(env: NodeJS.ProcessEnv): Promise<void> {
  let app: NestExpressApplication | undefined;
  try {
    const config = loadClinicConfig(env);
    // Buffered until the start has succeeded: a failure is told below, once, without Nest's own trace.
    app = await NestFactory.create<NestExpressApplication>(ClinicModule.forRoot(config), {
      logger: ['warn', 'error', 'fatal'],
      bufferLogs: true,
      autoFlushLogs: false,
      abortOnError: false,
    });
    configureClinic(app).enableShutdownHooks([], { useProcessExit: true });
    await initialiseClinic(app);
    await app.listen(config.port, config.host);
    app.flushLogs();
    // Only now: what Nest says while it starts is no news, and one line a question is.
    app.useLogger(['log', 'warn', 'error', 'fatal']);
    const banner = await bannerOf(app);
    await keepTokens(config.dataDir, banner.tokens);
    printBanner(banner);
  } catch (error) {
    printStartFailure(reasonOf(error));
    await app?.close();
    process.exit(1);
  }
}

function reasonOf(error: unknown): string {
  if (
    error instanceof ClinicConfigError ||
    error instanceof CacheConfigurationError ||
    error instanceof DatabaseUnavailableError ||
    error instanceof SchemaTooNewError
  ) {
    return error.message;
  }
  const { code, syscall, port, address } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  if (syscall === 'listen' && code === 'EADDRINUSE') {
    return `port ${String(port)} is in use; stop what uses it, or set PORT to another`;
  }
  if (syscall === 'listen' || syscall === 'getaddrinfo') {
    return `cannot listen on HOST ${address ?? ''} (${String(code)})`;
  }
  return describeError(error);
}

/** For scripts, which should not have to read the console. */
async function keepTokens(dataDir: string, tokens: readonly DemoToken[]): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeFile(join(dataDir, 'tokens.json'), `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600 });
}

async function bannerOf(app: NestExpressApplication): Promise<Banner> {
  const { kind } = app.get<DatabaseConnection>(DATABASE_CONNECTION, { strict: false });
  const tokens: DemoToken[] = [];
  const signer = app.get(TokenService, { strict: false });
  for (const { id, name } of await app.get(SeedService, { strict: false }).seededWorkspaces()) {
    for (const role of ROLES) {
      const token = await signer.sign({ userId: `demo-${role}`, workspaceId: id, role });
      tokens.push({ workspace: name, role, token });
    }
  }
  const example = await exampleOf(app, tokens);
  return {
    baseUrl: (await app.getUrl()).replace(/\[::1\]|127\.0\.0\.1/, 'localhost'),
    database: kind === 'pglite' ? 'embedded PostgreSQL' : 'PostgreSQL',
    model: app.get(AnswerWriter, { strict: false }).model,
    sharedCache: app.get<Cache>(CACHE, { strict: false }).options.redis !== null,
    tokens,
    ...(example === undefined ? {} : { example }),
  };
}

async function exampleOf(
  app: NestExpressApplication,
  tokens: readonly DemoToken[],
): Promise<Banner['example']> {
  const [{ id: workspaceId, name, clients }] = SEED_WORKSPACES;
  const token = tokens.find(({ workspace, role }) => workspace === name && role === 'practitioner')?.token;
  const clientId = clients[0]?.id;
  if (token === undefined || clientId === undefined) return undefined;
  const principal = { userId: 'demo-practitioner', workspaceId, role: 'practitioner' as const };
  const notes = await app.get(SessionReader, { strict: false }).list(principal, clientId, new PageQuery());
  const sessionId = notes[0]?.id;
  return sessionId === undefined ? undefined : { token, clientId, sessionId };
}
