import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { MIGRATIONS } from '../../src/clinic/database/migrations/index.js';
import { migrate } from '../../src/clinic/database/migrator.js';
import { openPglite } from '../../src/clinic/database/pglite.connection.js';
import { openPostgres } from '../../src/clinic/database/postgres.connection.js';
import { ScopeVersions } from '../../src/clinic/versions/scope-versions.js';
import { ClinicHarness, NOTE, physiotherapy } from './support/clinic.harness.js';
import { databaseKind, openTestDatabase } from './support/test.database.js';

const [maya, tomasz] = physiotherapy.clients;
const workspaceId = physiotherapy.id;
const scopes = [{ workspaceId }, ...[maya!, tomasz!].map(({ id }) => ({ workspaceId, clientId: id }))];

describe('a database from before there were versions', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'clinic-upgrade-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is upgraded at the start, keeps its notes and gives workspace and clients versions of their own', async () => {
    const { database, drop } = await openTestDatabase(
      databaseKind === 'pglite' ? { kind: 'pglite', folder } : undefined,
    );
    const old =
      database.kind === 'pglite' ? await openPglite(database.folder) : await openPostgres(database.url);
    expect(await migrate(old.db, MIGRATIONS.slice(0, 1))).toBe(1);
    await old.db.execute(sql`INSERT INTO workspaces (id, name) VALUES (${workspaceId}, 'Old practice')`);
    for (const { id, name } of [maya!, tomasz!]) {
      await old.db.execute(
        sql`INSERT INTO clients (id, workspace_id, name) VALUES (${id}, ${workspaceId}, ${name})`,
      );
    }
    await old.db.execute(
      sql`INSERT INTO sessions (workspace_id, client_id, session_date, subjective, objective, assessment, plan)
          VALUES (${workspaceId}, ${maya!.id}, ${NOTE.sessionDate}, ${NOTE.subjective}, ${NOTE.objective}, ${NOTE.assessment}, ${NOTE.plan})`,
    );
    await old.close();

    const clinic = await ClinicHarness.start({ database, strict: true });
    const practitioner = await clinic.as();
    const ask = async () => {
      const { headers, body } = await practitioner
        .post('/agent/query', { question: 'accordion', clientId: maya!.id })
        .expect(200);
      return { answer: String(body.answer), hit: /; ?hit/.test(headers['cache-status'] ?? '') };
    };
    expect((await ask()).answer).toContain(NOTE.subjective);
    expect((await ask()).hit).toBe(true);
    const versions = await Promise.all(scopes.map((scope) => clinic.get(ScopeVersions).get(scope)));
    expect(new Set(versions).size).toBe(3);
    await clinic.stop();
    await drop();
  }, 60_000);

  it('has other versions than a database with the same ids, which a cache may remember', async () => {
    const clinics = [await ClinicHarness.start(), await ClinicHarness.start()];
    const all = clinics.flatMap((clinic) => scopes.map((scope) => clinic.get(ScopeVersions).get(scope)));
    expect(new Set(await Promise.all(all)).size).toBe(6);
    for (const clinic of clinics) await clinic.stop();
  }, 60_000);
});
