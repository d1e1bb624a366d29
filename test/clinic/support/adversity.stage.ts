import { randomUUID } from 'node:crypto';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { AnswerWriter } from '../../../src/clinic/agent/writers/answer.writer.js';
import { OutboxRelay } from '../../../src/clinic/outbox/outbox.relay.js';
import { ScopeVersions } from '../../../src/clinic/versions/scope-versions.js';
import { withClient } from '../../support/redis/index.js';
import { type Caller, ClinicHarness, NOTE } from './clinic.harness.js';
import { databaseKind } from './test.database.js';

type Listener = (...values: unknown[]) => void;

export interface Asked {
  readonly question: string;
  readonly clientId?: string;
}

/** What a question was answered with, as JSON and as a stream. */
export interface Answers {
  readonly texts: readonly [string, string];
  readonly hits: readonly [boolean, boolean];
}

const redis = { url: process.env['TEST_REDIS_URL'] ?? '' };

/** A clinic on Redis whose changes can be made under the worst circumstances. */
export class AdversityStage {
  private readonly detached = new Map<string, Listener[]>();

  private constructor(
    readonly clinic: ClinicHarness,
    readonly caller: Caller,
    private readonly namespace: string,
  ) {}

  static async open(strict: boolean): Promise<AdversityStage> {
    const namespace = `strict-${randomUUID()}`;
    const clinic = await ClinicHarness.start({ strict, cache: { redis, namespace } });
    // No event is delivered late either.
    await clinic.get(OutboxRelay).beforeApplicationShutdown();
    return new AdversityStage(clinic, await clinic.as(), namespace);
  }

  async close(): Promise<void> {
    await withClient(redis, async (client) => {
      const keys = await client.keys(`${this.namespace}:*`);
      if (keys.length > 0) await client.unlink(...keys);
    });
    await this.clinic.stop();
  }

  async ask(asked: Asked): Promise<Answers> {
    const json = await this.caller.post('/agent/query', asked).expect(200);
    const stream = await this.caller.post('/agent/stream', asked).expect(200);
    const pieces = [...stream.text.matchAll(/^event: text\ndata: (.*)$/gm)].map(
      ([, data = '']) => (JSON.parse(data) as { text: string }).text,
    );
    const isHit = ({ headers }: { headers: Record<string, string> }) =>
      /; ?hit/.test(headers['cache-status'] ?? '');
    return {
      texts: [String(json.body.answer), pieces.join('')],
      hits: [isHit(json), isHit(stream)],
    };
  }

  /** The path of a new note of the client's. */
  async write(clientId: string, subjective: string): Promise<string> {
    const { body } = await this.caller
      .post(`/clients/${clientId}/sessions`, { ...NOTE, subjective })
      .expect(201);
    return `/sessions/${String(body.id)}`;
  }

  /** A change that nobody is told of. */
  async unheard(change: () => PromiseLike<unknown>): Promise<void> {
    this.detach();
    await change();
    this.attach();
  }

  /**
   * A change whose event comes too early: while it is not committed, the event is heard and others ask. After the
   * commit nobody is told. The embedded database runs one transaction at a time, so that there the early event and its
   * readers come just before the transaction, which to them is the same.
   */
  async premature(
    event: { eventName: string },
    readers: readonly Asked[],
    change: () => PromiseLike<unknown>,
  ): Promise<void> {
    const tooEarly = async (): Promise<void> => {
      await this.emitter.emitAsync(event.eventName, event);
      for (const asked of readers) await this.ask(asked);
      this.detach();
    };
    if (databaseKind === 'pglite') await tooEarly();
    else this.beforeCommit(tooEarly);
    await change();
    this.attach();
  }

  /** A change that Redis forgets again: what it held before comes back, as after a failover to a lagging replica. */
  async forgotten(change: () => PromiseLike<unknown>): Promise<void> {
    await withClient(redis, async (client) => {
      const keys = await client.keys(`${this.namespace}:*`);
      const copies = await Promise.all(
        keys.map(async (key) => ({ key, bytes: await client.dumpBuffer(key) })),
      );
      await change();
      for (const { key, bytes } of copies) await client.restore(key, 0, bytes, 'REPLACE');
    });
  }

  /** A change that nobody is told of, while an answer from before it is being written. */
  async overtaken(reader: Asked, change: () => PromiseLike<unknown>): Promise<void> {
    const writer = this.clinic.get(AnswerWriter);
    const write = writer.write.bind(writer);
    let release: () => void = () => undefined;
    let reading: Promise<unknown> | undefined;
    await new Promise<void>((hasRead) => {
      const gate = new Promise<void>((open) => (release = open));
      jest.spyOn(writer, 'write').mockImplementationOnce(async (...found) => {
        hasRead();
        await gate;
        return write(...found);
      });
      reading = this.caller
        .post('/agent/query', reader)
        .expect(200)
        .then(() => undefined);
    });
    await this.unheard(change);
    release();
    await reading;
  }

  private get emitter(): EventEmitter2 {
    return this.clinic.get(EventEmitter2);
  }

  private beforeCommit(task: () => Promise<void>): void {
    const versions = this.clinic.get(ScopeVersions);
    const raise = versions.raise.bind(versions);
    jest.spyOn(versions, 'raise').mockImplementationOnce(async (tx, changes) => {
      await raise(tx, changes);
      await task();
    });
  }

  private detach(): void {
    for (const name of this.emitter.eventNames().map(String)) {
      this.detached.set(name, this.emitter.listeners(name) as Listener[]);
      this.emitter.removeAllListeners(name);
    }
  }

  private attach(): void {
    for (const [name, listeners] of this.detached) {
      for (const listener of listeners) this.emitter.on(name, listener);
    }
    this.detached.clear();
  }
}
