import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { register } from 'prom-client';
import request from 'supertest';
import { AnswerWriter } from '../../../src/clinic/agent/writers/answer.writer.js';
import type { Role } from '../../../src/clinic/auth/principal.js';
import { TokenService } from '../../../src/clinic/auth/token.service.js';
import { configureClinic, initialiseClinic } from '../../../src/clinic/clinic.application.js';
import { ClinicModule } from '../../../src/clinic/clinic.module.js';
import type { ClinicConfig } from '../../../src/clinic/config/clinic.config.js';
import { SEED_WORKSPACES } from '../../../src/clinic/seed/seed.data.js';
import { CLOCK } from '../../../src/clinic/time/time.module.js';
import { ManualClock } from './manual.clock.js';
import { openTestDatabase } from './test.database.js';

export const [physiotherapy, psychotherapy] = SEED_WORKSPACES;

/** A note with words that no demonstration note holds. */
export const NOTE = {
  sessionDate: '2026-06-30',
  subjective: 'Plays the accordion again after the wrist sprain.',
  objective: 'Grip of the left wrist 30 kg.',
  assessment: 'Tendon recovered, kinesiophobia gone.',
  plan: 'Accordion 20 minutes daily.',
};

/**
 * The whole clinic, in memory, with a clock that stands still. Events alone have to keep its answers true unless a test
 * asks for strict mode, under which a lost event would not show.
 */
export class ClinicHarness {
  private constructor(
    readonly app: NestExpressApplication,
    readonly clock: ManualClock,
    private readonly dropDatabase: () => Promise<void>,
  ) {}

  static async start(
    overrides: Partial<ClinicConfig> = {},
    clock = new ManualClock(),
    writer?: AnswerWriter,
  ): Promise<ClinicHarness> {
    const { database, drop } = await openTestDatabase(overrides.database);
    const config: ClinicConfig = {
      host: 'localhost',
      port: 0,
      dataDir: '',
      database,
      cache: { redis: null },
      strict: false,
      workspaceSecrets: false,
      // With a data folder the clinic keeps its own.
      ...(overrides.dataDir === undefined
        ? { tokenSecret: 'a secret of the tests, long enough for HS256' }
        : {}),
      ...overrides,
    };
    // Metrics register in one registry for the whole process; a test process starts more than one clinic.
    register.clear();
    const builder = Test.createTestingModule({ imports: [ClinicModule.forRoot(config)] })
      .overrideProvider(CLOCK)
      .useValue(clock);
    if (writer !== undefined) builder.overrideProvider(AnswerWriter).useValue(writer);
    const testing = await builder.compile();
    const app = testing.createNestApplication<NestExpressApplication>();
    configureClinic(app);
    await initialiseClinic(app);
    return new ClinicHarness(app, clock, drop);
  }

  get<T>(token: Type<T> | symbol | (abstract new (...args: never[]) => T)): T {
    return this.app.get<T>(token, { strict: false });
  }

  token(role: Role = 'practitioner', workspaceId: string = physiotherapy.id): Promise<string> {
    return this.get(TokenService).sign({ userId: 'tester', workspaceId, role });
  }

  /** Sends a request as a principal of a workspace. */
  async as(role: Role = 'practitioner', workspaceId: string = physiotherapy.id): Promise<Caller> {
    const token = await this.token(role, workspaceId);
    const agent = request(this.app.getHttpServer());
    const send = (method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object) =>
      agent[method](path).set('Authorization', `Bearer ${token}`).send(body);
    return {
      get: (path) => send('get', path),
      post: (path, body) => send('post', path, body),
      patch: (path, body) => send('patch', path, body),
      delete: (path) => send('delete', path),
    };
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.dropDatabase();
  }
}

export interface Caller {
  get(path: string): request.Test;
  post(path: string, body: object): request.Test;
  patch(path: string, body: object): request.Test;
  delete(path: string): request.Test;
}
