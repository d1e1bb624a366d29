import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventEmitter2 } from '@nestjs/event-emitter';
import request from 'supertest';
import {
  DATABASE,
  type Database,
  DatabaseUnavailableError,
} from '../../src/clinic/database/database.types.js';
import { MIGRATIONS } from '../../src/clinic/database/migrations/index.js';
import { migrate, SchemaTooNewError } from '../../src/clinic/database/migrator.js';
import { clients, outboxEvents, sessions, workspaces } from '../../src/clinic/database/schema.js';
import { DomainEventPublisher } from '../../src/clinic/outbox/domain-event.publisher.js';
import { ClinicHarness, NOTE, physiotherapy, psychotherapy } from './support/clinic.harness.js';
import { ManualClock } from './support/manual.clock.js';

describe('a restart on the same data folder', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'clinic-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('keeps notes, tokens and undelivered events, and seeds only once', async () => {
    const config = { dataDir, database: { kind: 'pglite', folder: `${dataDir}/pglite` } } as const;
    const first = await ClinicHarness.start(config);
    const practitioner = await first.as('practitioner');
    const token = await first.token();
    const path = `/clients/${physiotherapy.clients[0]!.id}/sessions`;
    const before = await countsOf(first);
    expect(before).toEqual({
      workspaces: 2,
      clients: physiotherapy.clients.length + psychotherapy.clients.length,
      sessions: [...physiotherapy.clients, ...psychotherapy.clients].flatMap(({ notes }) => notes).length,
      events: 0,
    });
    await expect(ClinicHarness.start(config)).rejects.toThrow(DatabaseUnavailableError);
    const failing = (): unknown => Promise.reject(new Error('no listener works today'));
    first.get(EventEmitter2).on('session.created', failing);
    const created = await practitioner.post(path, NOTE).expect(201);
    expect((await countsOf(first)).events).toBe(1);
    expect((await stat(`${dataDir}/token-secret`)).mode & 0o777).toBe(0o600);
    await first.stop();

    const published = jest.spyOn(DomainEventPublisher.prototype, 'publish');
    const clock = new ManualClock();
    clock.advance(60_000);
    const second = await ClinicHarness.start(config, clock);
    expect(published.mock.calls.map(([{ name, payload }]) => [name, payload.sessionId])).toEqual([
      ['session.created', created.body.id],
    ]);
    expect(await countsOf(second)).toEqual({ ...before, sessions: before.sessions + 1 });
    await request(second.app.getHttpServer())
      .get(`/sessions/${String(created.body.id)}`)
      .set('Authorization', `Bearer ${token}`)
      .expect(200);

    const db = second.get<Database>(DATABASE);
    expect(await migrate(db, MIGRATIONS)).toBe(0);
    await expect(migrate(db, [])).rejects.toThrow(SchemaTooNewError);
    const broken = {
      version: MIGRATIONS.length + 1,
      name: 'broken',
      statements: ['CREATE TABLE half (id int)', 'SELECT nonsense'],
    };
    await expect(migrate(db, [...MIGRATIONS, broken])).rejects.toThrow();
    await expect(db.execute('SELECT * FROM half')).rejects.toThrow();
    await second.stop();
  }, 90_000);
});

async function countsOf(clinic: ClinicHarness) {
  const db = clinic.get<Database>(DATABASE);
  return {
    workspaces: await db.$count(workspaces),
    clients: await db.$count(clients),
    sessions: await db.$count(sessions),
    events: await db.$count(outboxEvents),
  };
}
