import { EventEmitter2 } from '@nestjs/event-emitter';
import { DATABASE, type Database } from '../../src/clinic/database/database.types.js';
import { outboxEvents } from '../../src/clinic/database/schema.js';
import type { DomainEventPublisher } from '../../src/clinic/outbox/domain-event.publisher.js';
import { DELIVERY_TIMEOUT_MS, OutboxRelay, POLL_MS } from '../../src/clinic/outbox/outbox.relay.js';
import { CLAIM_MS, OutboxStore } from '../../src/clinic/outbox/outbox.store.js';
import { type Caller, ClinicHarness, NOTE, physiotherapy, psychotherapy } from './support/clinic.harness.js';

const [maya, tomasz] = physiotherapy.clients;
const workspaceId = physiotherapy.id;

class PatientTextError extends Error {}

describe('the outbox', () => {
  let clinic: ClinicHarness;
  let practitioner: Caller;
  let db: Database;
  let emitter: EventEmitter2;
  let relay: OutboxRelay;
  let heard: { name: string; event: object }[];
  let hear: (name: string, event: object) => Promise<void>;

  beforeAll(async () => {
    clinic = await ClinicHarness.start();
    practitioner = await clinic.as('practitioner');
    db = clinic.get<Database>(DATABASE);
    emitter = clinic.get(EventEmitter2);
    relay = clinic.get(OutboxRelay);
    for (const name of ['session.created', 'session.updated', 'session.deleted']) {
      const listener = (event: object): unknown => hear(name, event);
      emitter.on(name, listener);
    }
  }, 60_000);
  beforeEach(() => {
    heard = [];
    hear = (name, event) => {
      heard.push({ name, event: { ...event } });
      return Promise.resolve();
    };
  });
  afterAll(() => clinic.stop());

  const rows = () => db.select().from(outboxEvents);
  const createNote = () => practitioner.post(`/clients/${maya!.id}/sessions`, NOTE);
  /** Lets the relay's timer run out and waits for its pass. */
  const nextPass = async (milliseconds: number) => {
    clinic.clock.advance(milliseconds);
    await relay.idle();
  };

  it('tells each change once, with what it really changed, before the write answers', async () => {
    const { body: note } = await createNote();
    const path = `/sessions/${String(note.id)}`;
    await practitioner.patch(path, { plan: NOTE.plan, objective: 'Grip 32 kg.', sessionDate: '2026-06-29' });
    await practitioner.patch(path, { clientId: tomasz!.id.toUpperCase() });
    await practitioner.patch(path, { clientId: tomasz!.id, subjective: NOTE.subjective });
    await practitioner.delete(path);
    const ids = { workspaceId, sessionId: note.id };
    expect(heard).toEqual([
      { name: 'session.created', event: expect.objectContaining({ ...ids, clientId: maya!.id }) },
      {
        name: 'session.updated',
        event: expect.objectContaining({
          ...ids,
          clientId: maya!.id,
          changedFields: ['sessionDate', 'objective'],
        }),
      },
      {
        name: 'session.updated',
        event: expect.objectContaining({
          ...ids,
          clientId: tomasz!.id,
          previousClientId: maya!.id,
          changedFields: ['clientId'],
        }),
      },
      { name: 'session.deleted', event: expect.objectContaining({ ...ids, clientId: tomasz!.id }) },
    ]);
    expect(await rows()).toEqual([]);
  });

  it('writes no event for a change that is rolled back', async () => {
    const { body: note } = await createNote();
    heard = [];
    await practitioner
      .patch(`/sessions/${String(note.id)}`, { plan: 'x', clientId: psychotherapy.clients[0]!.id })
      .expect(404);
    expect(heard).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  it('says so when a listener fails, keeps the event without its text, and retries ever more slowly', async () => {
    let failures = 0;
    const works = hear;
    hear = () => {
      failures += 1;
      return Promise.reject(new PatientTextError('accordion'));
    };
    const response = await createNote().expect(201);
    expect(response.headers['x-cache-invalidation']).toBe('pending');
    const [row] = await rows();
    expect(row).toMatchObject({ attempts: 1, lastError: 'PatientTextError', name: 'session.created' });
    expect(JSON.stringify(row)).not.toContain('ccordion');

    await nextPass(POLL_MS);
    expect([failures, (await rows())[0]?.attempts]).toEqual([2, 2]);
    await nextPass(POLL_MS); // the second retry is due after two seconds
    expect(failures).toBe(2);
    hear = works;
    await nextPass(POLL_MS);
    expect(heard).toEqual([
      { name: 'session.created', event: expect.objectContaining({ sessionId: response.body.id }) },
    ]);
    expect(await rows()).toEqual([]);
  });

  it('gives up waiting for a listener that hangs', async () => {
    let reached: () => void = () => undefined;
    const hanging = new Promise<void>((resolve) => (reached = resolve));
    hear = () => {
      reached();
      return new Promise(() => undefined);
    };
    const answer = createNote().then((response) => response);
    await hanging;
    clinic.clock.advance(DELIVERY_TIMEOUT_MS);
    expect((await answer).headers['x-cache-invalidation']).toBe('pending');
    await relay.idle();
    expect((await rows())[0]).toMatchObject({ lastError: 'DeliveryTimeoutError' });
    hear = () => Promise.resolve();
    await nextPass(DELIVERY_TIMEOUT_MS);
    expect(await rows()).toEqual([]);
  });

  it('delivers the event of a writer that died between commit and emit, once its claim has ended', async () => {
    const payload = { workspaceId, clientId: maya!.id, sessionId: '00000000-0000-4000-8000-000000000001' };
    await db.transaction((tx) => clinic.get(OutboxStore).append(tx, [{ name: 'session.deleted', payload }]));
    await nextPass(CLAIM_MS - 1);
    expect(heard).toEqual([]);
    await nextPass(POLL_MS);
    expect(heard).toEqual([{ name: 'session.deleted', event: expect.objectContaining(payload) }]);
    expect(await rows()).toEqual([]);
  });

  it('shares the rows between two relays: one that died with its claim is succeeded by the other', async () => {
    const store = clinic.get(OutboxStore);
    const messages = Array.from({ length: 120 }, (_, index) => ({
      name: 'session.deleted' as const,
      payload: {
        workspaceId,
        clientId: maya!.id,
        sessionId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      },
    }));
    await db.transaction((tx) => store.appendForRelay(tx, messages));
    const lost = await store.claimDue(20); // a relay that claims and dies
    const told: string[] = [];
    const publisher: Pick<DomainEventPublisher, 'publish'> = {
      publish: ({ payload }) => {
        told.push(String(payload.sessionId));
        return Promise.resolve();
      },
    };
    const other = () =>
      new OutboxRelay(
        store,
        publisher as DomainEventPublisher,
        { waitUntilReady: () => Promise.resolve() } as never,
        clinic.clock,
      );
    await Promise.all([other().drain(), other().drain()]);
    expect(new Set(told).size).toBe(100);
    expect(told).toHaveLength(100);
    expect((await rows()).map(({ id }) => id).sort()).toEqual(lost.map(({ id }) => id).sort());
    await nextPass(CLAIM_MS);
    expect(heard).toHaveLength(20);
    expect(await rows()).toEqual([]);
  });

  it('stops with the application and leaves no timer', async () => {
    const second = await ClinicHarness.start();
    expect(second.clock.pendingTimers).toBe(1);
    await second.stop();
    expect(second.clock.pendingTimers).toBe(0);
  }, 60_000);
});
