import { randomBytes, randomUUID } from 'node:crypto';
import request from 'supertest';
import { KeyDigester } from '../../src/cache/core/digest.js';
import { DATABASE, type Database } from '../../src/clinic/database/database.types.js';
import { workspaceSecrets } from '../../src/clinic/database/schema.js';
import { WorkspaceSecretStore } from '../../src/clinic/secrets/workspace-secret.store.js';
import { withClient } from '../support/redis/index.js';
import { type Caller, ClinicHarness, physiotherapy, psychotherapy } from './support/clinic.harness.js';

const redis = { url: process.env['TEST_REDIS_URL'] ?? '' };
const PATH = '/workspace/cache';
const keySecret = randomBytes(32).toString('hex');
const encryption = { keys: [{ id: 'test', key: randomBytes(32).toString('base64') }] };

describe('the erasure of a workspace', () => {
  const namespace = `erasure-${randomUUID()}`;
  const digester = new KeyDigester(namespace, Buffer.from(keySecret, 'utf8'));
  const [erased, kept] = [digester.id(physiotherapy.id), digester.id(psychotherapy.id)];
  let clinic: ClinicHarness;
  let administrator: Caller;

  beforeAll(async () => {
    clinic = await ClinicHarness.start({
      cache: { redis, namespace, keySecret, encryption },
      workspaceSecrets: true,
    });
    administrator = await clinic.as('administrator');
  }, 60_000);
  afterAll(async () => {
    await (await clinic.as('administrator', psychotherapy.id)).delete(PATH).expect(200);
    await administrator.delete(PATH).expect(200);
    await clinic.stop();
  });

  const questionsOf = ({ clients: [client] }: typeof physiotherapy) => [
    { question: 'How is the sleep?' },
    { question: 'What was done last?', clientId: client!.id },
  ];
  /** Asks everything in both forms, and tells which answers came from the cache. */
  const askAll = async (workspace: typeof physiotherapy): Promise<boolean[]> => {
    const caller = await clinic.as('practitioner', workspace.id);
    const hits: boolean[] = [];
    for (const question of questionsOf(workspace)) {
      for (const path of ['/agent/query', '/agent/stream']) {
        const { headers } = await caller.post(path, question).expect(200);
        hits.push(/; ?hit/.test(headers['cache-status'] ?? ''));
      }
    }
    return hits;
  };
  /** Every key of the clinic's, with its bytes. */
  const stored = (): Promise<Map<string, string>> =>
    withClient(redis, async (client) => {
      const keys = await client.keys(`${namespace}:*`);
      const entries = keys.map(async (key) => [key, (await client.dumpBuffer(key)).toString('hex')] as const);
      return new Map(await Promise.all(entries));
    });
  const secrets = async (): Promise<Map<string, string>> => {
    const rows = await clinic.get<Database>(DATABASE).select().from(workspaceSecrets);
    return new Map(rows.map(({ workspace, secret }) => [workspace, secret.toString('hex')]));
  };

  it('leaves no entry of it in Redis and no secret, and takes nothing from others', async () => {
    for (const workspace of [physiotherapy, psychotherapy]) {
      await askAll(workspace);
      expect(await askAll(workspace)).toEqual([true, true, true, true]);
    }
    const [before, secretsBefore] = [await stored(), await secrets()];
    expect([...secretsBefore.keys()].sort()).toEqual([erased, kept].sort());
    const others = new Map([...before].filter(([key]) => !key.includes(erased)));
    expect(others.size).toBeGreaterThan(4);
    expect([...others.keys()].every((key) => key.includes(kept))).toBe(true);
    expect(before.size).toBeGreaterThan(others.size + 4);

    const { body } = await administrator.delete(PATH).expect(200);
    expect(body).toEqual({
      complete: true,
      acknowledged: true,
      keyErased: true,
      deleted: expect.any(Number),
    });
    expect(body.deleted).toBeGreaterThan(4);
    const after = [...(await stored())];
    expect(new Map(after.filter(([key]) => !key.includes(erased)))).toEqual(others);
    // All that is left are incarnations of documents: random ids under digests, which expire.
    const left = after.filter(([key]) => key.includes(erased));
    expect(left.filter(([key]) => !/\}:d(:[\w-]{43})?$/.test(key))).toEqual([]);
    for (const [key] of left) {
      expect(await withClient(redis, (client) => client.get(key))).toMatch(/^[\w-]+:\d+\.\d+$/);
      expect(await withClient(redis, (client) => client.pttl(key))).toBeGreaterThan(0);
    }
    expect(await secrets()).toEqual(new Map([[kept, secretsBefore.get(kept)]]));

    expect(await askAll(psychotherapy)).toEqual([true, true, true, true]);
    expect(await askAll(physiotherapy)).toEqual([false, false, false, false]);
    expect((await secrets()).get(erased)).not.toBe(secretsBefore.get(erased));
  });

  it("is the administrator's, of the own workspace only", async () => {
    await askAll(physiotherapy);
    await request(clinic.app.getHttpServer()).delete(PATH).expect(401);
    for (const role of ['practitioner', 'assistant'] as const) {
      await (await clinic.as(role)).delete(PATH).expect(403);
    }
    await (await clinic.as('administrator', psychotherapy.id)).delete(PATH).expect(200);
    expect(await askAll(physiotherapy)).toEqual([true, true, true, true]);
    const { body } = await request(clinic.app.getHttpServer()).get('/docs-json').expect(200);
    expect(Object.keys(body.paths[PATH].delete.responses as object).sort()).toEqual(['200', '503']);
  });

  it('lets an administrator see no more than an assistant, and write nothing', async () => {
    const question = { question: 'frozen shoulder' };
    const answerFor = async (caller: Caller) =>
      String((await caller.post('/agent/query', question).expect(200)).body.answer);
    expect(await answerFor(administrator)).toBe(await answerFor(await clinic.as('assistant')));
    const { body } = await administrator.get(`/clients/${physiotherapy.clients[0]!.id}/sessions`).expect(200);
    expect(body[0]).not.toHaveProperty('assessment');
    await administrator.patch(`/sessions/${String(body[0].id)}`, { plan: 'x' }).expect(403);
  });

  it('says so when Redis is away, and erases the secret all the same', async () => {
    const cut = await ClinicHarness.start({
      cache: { redis: { url: 'redis://127.0.0.1:1' }, keySecret, encryption },
      workspaceSecrets: true,
    });
    const { body } = await (await cut.as('administrator')).delete(PATH).expect(503);
    expect(body).toEqual({ complete: false, acknowledged: false, keyErased: true, deleted: 0 });
    await cut.stop();
  }, 60_000);

  it('finds one secret for a workspace, whoever asks first, until it is erased', async () => {
    const store = clinic.get(WorkspaceSecretStore);
    const asked = await Promise.all(Array.from({ length: 20 }, () => store.secretOf('somebody')));
    const [secret] = asked as [Buffer];
    expect(secret).toHaveLength(32);
    expect(asked.every((other) => Buffer.isBuffer(other) && other.equals(secret))).toBe(true);
    await store.erase('somebody');
    expect((await store.secretOf('somebody')).equals(secret)).toBe(false);
    await store.erase('somebody');
  });
});
