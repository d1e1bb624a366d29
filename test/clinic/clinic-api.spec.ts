import request from 'supertest';
import { type Caller, ClinicHarness, NOTE, physiotherapy, psychotherapy } from './support/clinic.harness.js';
import { databaseKind } from './support/test.database.js';

const [maya, tomasz] = physiotherapy.clients;
const foreignClient = psychotherapy.clients[0]!;
const UNKNOWN = 'ffffffff-0000-4000-8000-00000000dead';

describe('the API of the clinic', () => {
  let clinic: ClinicHarness;
  let practitioner: Caller;
  let assistant: Caller;
  let foreigner: Caller;

  beforeAll(async () => {
    clinic = await ClinicHarness.start();
    practitioner = await clinic.as('practitioner');
    assistant = await clinic.as('assistant');
    foreigner = await clinic.as('practitioner', psychotherapy.id);
  }, 60_000);
  afterAll(() => clinic.stop());

  const createNote = async (clientId = maya!.id) => {
    const response = await practitioner.post(`/clients/${clientId}/sessions`, NOTE).expect(201);
    return response.body as { id: string; clientId: string };
  };

  describe('clients', () => {
    it('lists the clients of the own workspace only, by name and by page', async () => {
      const { body } = await practitioner.get('/clients').expect(200);
      expect(body.map(({ name }: { name: string }) => name)).toEqual(
        physiotherapy.clients.map(({ name }) => name).sort(),
      );
      const page = await practitioner.get('/clients?limit=2&offset=1').expect(200);
      expect(page.body).toEqual(body.slice(1, 3));
    });

    it('creates a client, whose id answers in any spelling', async () => {
      const created = await practitioner
        .post('/clients', { name: '  Ada Byron ', dateOfBirth: '1990-02-28' })
        .expect(201);
      expect(created.body).toMatchObject({ name: 'Ada Byron', dateOfBirth: '1990-02-28' });
      const found = await practitioner.get(`/clients/${String(created.body.id).toUpperCase()}`).expect(200);
      expect(found.body).toEqual(created.body);
    });
  });

  describe('sessions', () => {
    it('creates, reads, changes, moves and deletes a note, each time acknowledged', async () => {
      const created = await practitioner
        .post(`/clients/${maya!.id.toUpperCase()}/sessions`, NOTE)
        .expect(201);
      expect(created.headers['x-cache-invalidation']).toBe('acknowledged');
      expect(created.body).toMatchObject({ ...NOTE, clientId: maya!.id });
      const path = `/sessions/${String(created.body.id)}`;
      expect((await practitioner.get(path).expect(200)).body).toEqual(created.body);

      const changed = await practitioner.patch(path, { plan: 'Stop.' }).expect(200);
      expect(changed.headers['x-cache-invalidation']).toBe('acknowledged');
      expect(changed.body).toMatchObject({ ...NOTE, plan: 'Stop.' });

      const moved = await practitioner.patch(path, { clientId: tomasz!.id }).expect(200);
      expect(moved.body).toMatchObject({ clientId: tomasz!.id, plan: 'Stop.' });
      const listed = await practitioner.get(`/clients/${tomasz!.id}/sessions`).expect(200);
      expect(listed.body[0]).toEqual(moved.body);

      const deleted = await practitioner.delete(path).expect(204);
      expect(deleted.headers['x-cache-invalidation']).toBe('acknowledged');
      await practitioner.get(path).expect(404);
      await practitioner.delete(path).expect(404);
    });

    it('lists notes newest first', async () => {
      const { body } = await practitioner
        .get(`/clients/${physiotherapy.clients[3]!.id}/sessions`)
        .expect(200);
      expect(body.map(({ sessionDate }: { sessionDate: string }) => sessionDate)).toEqual([
        '2026-04-21',
        '2026-03-17',
        '2026-02-17',
        '2026-02-03',
      ]);
    });
  });

  describe('refusals', () => {
    it('answers 401 without a token, with another key and after the token has expired', async () => {
      const server = clinic.app.getHttpServer();
      await request(server).get('/clients').expect(401);
      await request(server).get('/clients').set('Authorization', 'Bearer not.a.token').expect(401);
      const token = await clinic.token();
      const forged = `${token.slice(0, token.lastIndexOf('.'))}.${'A'.repeat(43)}`;
      await request(server).get('/clients').set('Authorization', `Bearer ${forged}`).expect(401);
      await request(server).post('/agent/query').send({ question: 'knee' }).expect(401);
      await request(server).get('/clients').set('Authorization', `Bearer ${token}`).expect(200);
      clinic.clock.advance(12 * 60 * 60 * 1000 + 1000);
      await request(server).get('/clients').set('Authorization', `Bearer ${token}`).expect(401);
      practitioner = await clinic.as('practitioner');
      assistant = await clinic.as('assistant');
      foreigner = await clinic.as('practitioner', psychotherapy.id);
    });

    it('lets an assistant read, without the assessment, but never write', async () => {
      const { id } = await createNote();
      const { body } = await assistant.get(`/sessions/${id}`).expect(200);
      expect(body).toMatchObject({ id, plan: NOTE.plan });
      expect(body).not.toHaveProperty('assessment');
      await assistant.post('/clients', { name: 'X' }).expect(403);
      await assistant.post(`/clients/${maya!.id}/sessions`, NOTE).expect(403);
      await assistant.patch(`/sessions/${id}`, { plan: 'x' }).expect(403);
      await assistant.delete(`/sessions/${id}`).expect(403);
      expect((await practitioner.get(`/sessions/${id}`).expect(200)).body).toMatchObject(NOTE);
    });

    it("answers 404 for another workspace's rows exactly as for unknown ones", async () => {
      const { id } = await createNote();
      const attempts = (clientId: string, sessionId: string) => [
        foreigner.get(`/clients/${clientId}`),
        foreigner.get(`/clients/${clientId}/sessions`),
        foreigner.post(`/clients/${clientId}/sessions`, NOTE),
        foreigner.get(`/sessions/${sessionId}`),
        foreigner.patch(`/sessions/${sessionId}`, { plan: 'x' }),
        foreigner.delete(`/sessions/${sessionId}`),
        foreigner.post('/agent/query', { question: 'knee', clientId }),
        foreigner.post('/agent/stream', { question: 'knee', clientId }),
        foreigner.get(`/agent/stream?question=knee&clientId=${clientId}`),
      ];
      const foreign = await Promise.all(attempts(maya!.id, id));
      const unknown = await Promise.all(attempts(UNKNOWN, UNKNOWN));
      expect(foreign.map(({ status }) => status)).toEqual(Array(9).fill(404));
      expect(foreign.map(({ body }) => body)).toEqual(unknown.map(({ body }) => body));
      await practitioner.patch(`/sessions/${id}`, { clientId: foreignClient.id }).expect(404);
      expect((await practitioner.get(`/sessions/${id}`).expect(200)).body).toMatchObject({
        ...NOTE,
        clientId: maya!.id,
      });
    });

    it.each([
      ['post', '/clients', { name: ' ', dateOfBirth: '2026-02-30' }, ['dateOfBirth', 'name']],
      ['post', '/clients', { name: 'x', dateOfBirth: null, extra: 1 }, ['dateOfBirth', 'extra']],
      ['post', '/clients', [], ['name']],
      ['get', '/clients/42', undefined, ['clientId']],
      ['get', '/clients?limit=0&offset=x', undefined, ['limit', 'offset']],
      ['get', '/sessions/42', undefined, ['sessionId']],
      ['patch', `/sessions/${UNKNOWN}`, { plan: null, clientId: 'x' }, ['clientId', 'plan']],
      ['patch', `/sessions/${UNKNOWN}`, { plan: 'a\0b' }, ['plan']],
      [
        'post',
        `/clients/${maya!.id}/sessions`,
        { sessionDate: '04/03/2026' },
        ['assessment', 'objective', 'plan', 'sessionDate', 'subjective'],
      ],
      [
        'post',
        '/agent/query',
        { question: 'a\0', history: [{ role: 'x', content: 'y' }] },
        ['history.0.role', 'question'],
      ],
      ['post', '/agent/query', { question: 'a', history: null, clientId: null }, ['clientId', 'history']],
      ['post', '/agent/query', { question: 'a', clientId: ['x'] }, ['clientId']],
      ['post', '/agent/query', { question: 'x'.repeat(1001) }, ['question']],
      ['post', '/agent/stream', { history: [{ role: 'x', content: 'y' }] }, ['history.0.role', 'question']],
      ['post', '/agent/stream', { question: 'a', clientId: 'x' }, ['clientId']],
      ['get', '/agent/stream?question=', undefined, ['question']],
      ['get', '/agent/stream?question=a&history=b', undefined, ['history']],
      ['get', '/agent/stream?question=a&clientId=x', undefined, ['clientId']],
      ['get', `/agent/stream?question=a&clientId=${UNKNOWN}&clientId=x`, undefined, ['clientId']],
    ] as const)('answers 400 with paths to %s %s %j', async (method, path, body, paths) => {
      const response = await (
        method === 'get' ? practitioner.get(path) : practitioner[method](path, body)
      ).expect(400);
      const errors = response.body.errors as { path: string; message: string }[];
      expect([...new Set(errors.map((error) => error.path))].sort()).toEqual([...paths]);
      expect(errors.every(({ message }) => message.length > 0)).toBe(true);
    });

    it('does not repeat a body it cannot read', async () => {
      const response = await request(clinic.app.getHttpServer())
        .post('/clients')
        .set('Content-Type', 'application/json')
        .send('{"name": "Mrs Secret')
        .expect(400);
      expect(response.text).not.toContain('Secret');
    });
  });

  describe('open pages', () => {
    it('tells its health, its metrics and its API to anybody', async () => {
      const server = clinic.app.getHttpServer();
      const health = await request(server).get('/health').expect(200);
      expect(health.body).toMatchObject({
        status: 'ok',
        database: { kind: databaseKind, status: 'up', undeliveredEvents: 0 },
      });
      const metrics = await request(server).get('/metrics').expect(200);
      expect(metrics.text).toContain('process_cpu_user_seconds_total');
      const api = await request(server).get('/docs-json').expect(200);
      expect(Object.keys(api.body.paths as object).sort()).toEqual([
        '/agent/query',
        '/agent/stream',
        '/clients',
        '/clients/{clientId}',
        '/clients/{clientId}/sessions',
        '/health',
        '/sessions/{sessionId}',
        '/workspace/cache',
      ]);
      const streamed = Object.entries(api.body.paths['/agent/stream'] as Record<string, object>);
      expect(streamed.map(([method]) => method).sort()).toEqual(['get', 'post']);
      for (const [, operation] of streamed) {
        expect(operation).toHaveProperty(['responses', '200', 'content', 'text/event-stream']);
      }
      await request(server).get('/docs').expect(200);
    });
  });
});
