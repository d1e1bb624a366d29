import { Controller, Get, Module, Param, Sse, UseGuards, type MessageEvent } from '@nestjs/common';
import { EventEmitterModule } from '@nestjs/event-emitter';
import type { INestApplication } from '@nestjs/common';
import { Observable } from 'rxjs';
import { AICacheService, CacheModule, CachedQuery } from '../../src/index.js';
import { ADAPTERS, boot } from '../http/support/adapters.js';
import { as, HeaderGuard, tenantOptions } from '../http/support/tenant.js';

interface Run {
  readonly say: (text: string) => void;
  readonly end: () => void;
  readonly cut: () => void;
  left: boolean;
}

/** The streams that handlers have opened, by topic, for the test to speak through. */
const runs = new Map<string, Run[]>();

function open(topic: string, sink: Pick<Run, 'say' | 'end' | 'cut'>): Run {
  const run: Run = { ...sink, left: false };
  runs.set(topic, [...(runs.get(topic) ?? []), run]);
  return run;
}

@Controller()
@UseGuards(HeaderGuard)
class StreamController {
  @Sse('sse/:topic')
  @CachedQuery()
  sse(@Param('topic') topic: string): Observable<MessageEvent> {
    return this.events(topic);
  }

  @Sse('leaving/:topic')
  @CachedQuery({ abortWhenAbandoned: true })
  leaving(@Param('topic') topic: string): Observable<MessageEvent> {
    return this.events(topic);
  }

  @Get('lines/:topic')
  @CachedQuery()
  lines(@Param('topic') topic: string): AsyncIterable<string> {
    return this.iterate(topic);
  }

  @Get('web/:topic')
  @CachedQuery()
  web(@Param('topic') topic: string): ReadableStream {
    return ReadableStream.from(this.iterate(topic)) as ReadableStream;
  }

  private events(topic: string): Observable<MessageEvent> {
    return new Observable((subscriber) => {
      const run = open(topic, {
        say: (text) => subscriber.next({ data: { text } }),
        end: () => subscriber.complete(),
        cut: () => subscriber.error(new Error('upstream cut')),
      });
      return () => {
        run.left = true;
      };
    });
  }

  private async *iterate(topic: string): AsyncGenerator<string> {
    const queue: (string | null | Error)[] = [];
    let wake: (() => void) | undefined;
    const put = (item: string | null | Error): void => {
      queue.push(item);
      wake?.();
    };
    open(topic, { say: put, end: () => put(null), cut: () => put(new Error('upstream cut')) });
    for (;;) {
      const item = queue.shift();
      if (item === null) return;
      if (item instanceof Error) throw item;
      if (item === undefined) await new Promise<void>((resolve) => (wake = resolve));
      else yield item;
    }
  }
}

@Module({
  imports: [EventEmitterModule.forRoot(), CacheModule.forRoot({ ...tenantOptions, maxEntryBytes: 10_000 })],
  controllers: [StreamController],
})
class StreamModule {}

/** A reader of a response's body, piece by piece. */
class Reader {
  private text = '';
  private readonly decoder = new TextDecoder();

  private constructor(
    readonly response: Response,
    private readonly body: ReadableStreamDefaultReader<Uint8Array>,
    private readonly leaving: AbortController,
  ) {}

  static async open(url: string, workspace = 'w'): Promise<Reader> {
    const leaving = new AbortController();
    const response = await fetch(url, { headers: as(workspace), signal: leaving.signal });
    if (response.body === null) throw new Error('no body');
    return new Reader(
      response,
      response.body.getReader() as ReadableStreamDefaultReader<Uint8Array>,
      leaving,
    );
  }

  get status(): string {
    return this.response.headers.get('cache-status') ?? '';
  }

  async until(marker: string): Promise<void> {
    while (!this.text.includes(marker)) {
      const { done, value } = await this.body.read();
      if (done) throw new Error(`ended before ${marker}: ${this.text}`);
      this.text += this.decoder.decode(value, { stream: true });
    }
  }

  async all(): Promise<string> {
    for (;;) {
      const { done, value } = await this.body.read();
      if (done) return this.text;
      this.text += this.decoder.decode(value, { stream: true });
    }
  }

  leave(): void {
    this.leaving.abort();
  }
}

describe.each(ADAPTERS)('streamed answers over HTTP on %s', (adapter) => {
  let app: INestApplication;
  let url: string;
  let topics = 0;

  beforeAll(async () => {
    ({ app, url } = await boot(adapter, { imports: [StreamModule] }));
  });
  afterAll(() => app.close());

  const until = async (condition: () => boolean): Promise<void> => {
    for (let tries = 0; !condition(); tries++) {
      if (tries > 1000) throw new Error('did not come about');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const run = async (topic: string, number = 0): Promise<Run> => {
    await until(() => (runs.get(topic)?.length ?? 0) > number);
    return runs.get(topic)![number]!;
  };
  const make = (route: string): { topic: string; address: string } => {
    const topic = `${adapter}-${++topics}`;
    return { topic, address: `${url}/${route}/${topic}?question=how` };
  };

  describe.each(['sse', 'lines', 'web'])('%s', (route) => {
    it('records a complete stream and replays it with the same body', async () => {
      const { topic, address } = make(route);
      const first = Reader.open(address);
      const source = await run(topic);
      source.say('one');
      source.say('two');
      source.end();
      const reader = await first;
      expect(reader.status).toBe('nestjs-ai-cache; fwd=miss; detail=streaming');
      const body = await reader.all();
      expect(body).toContain('two');
      const second = await Reader.open(address);
      expect(second.status).toMatch(/^nestjs-ai-cache; hit; ttl=\d+; detail=exact$/);
      expect(second.response.headers.get('content-type')).toBe(reader.response.headers.get('content-type'));
      expect(await second.all()).toBe(body);
      expect(runs.get(topic)).toHaveLength(1);
    });

    it('lets a late equal request join from the first event', async () => {
      const { topic, address } = make(route);
      const first = Reader.open(address);
      const source = await run(topic);
      source.say('one');
      const leader = await first;
      await leader.until('one');
      const joiner = await Reader.open(address);
      expect(joiner.status).toBe('nestjs-ai-cache; fwd=miss; collapsed; detail=streaming');
      await joiner.until('one');
      source.say('two');
      source.end();
      expect(await joiner.all()).toBe(await leader.all());
      expect(runs.get(topic)).toHaveLength(1);
    });

    it('finishes for the others and for the cache when a reader leaves', async () => {
      const { topic, address } = make(route);
      const first = Reader.open(address);
      const source = await run(topic);
      source.say('one');
      const leader = await first;
      await leader.until('one');
      leader.leave();
      source.say('two');
      source.end();
      await until(() => source.left || route !== 'sse');
      let again = await Reader.open(address);
      for (let tries = 0; !again.status.includes('hit') && tries < 100; tries++) {
        await again.all();
        again = await Reader.open(address);
      }
      expect(again.status).toContain('hit');
      expect(await again.all()).toContain('two');
      expect(runs.get(topic)).toHaveLength(1);
    });

    it('after an invalidation in mid-stream gives its readers the rest and stores nothing', async () => {
      const { topic, address } = make(route);
      const first = Reader.open(address);
      const source = await run(topic);
      source.say('old');
      const leader = await first;
      await leader.until('old');
      expect((await app.get(AICacheService).invalidateWorkspaceQueries('w')).acknowledged).toBe(true);
      const later = Reader.open(address);
      const fresh = await run(topic, 1);
      fresh.say('new');
      fresh.end();
      const body = await (await later).all();
      expect(body).toContain('new');
      expect(body).not.toContain('old');
      source.say('rest of it');
      source.end();
      expect(await leader.all()).toContain('rest of it');
      expect(await (await Reader.open(address)).all()).toBe(body);
    });

    it('does not store a stream that breaks off', async () => {
      const { topic, address } = make(route);
      const first = Reader.open(address);
      const source = await run(topic);
      source.say('one');
      const leader = await first;
      await leader.until('one');
      source.cut();
      await leader.all().catch(() => 'the connection was cut, as it should be');
      const second = Reader.open(address);
      const again = await run(topic, 1);
      again.say('whole');
      again.end();
      expect(await (await second).all()).toContain('whole');
    });

    it('passes a stream over maxEntryBytes through and does not store it', async () => {
      const { topic, address } = make(route);
      const first = Reader.open(address);
      const source = await run(topic);
      for (const part of ['a', 'b', 'c']) source.say(part.repeat(4000));
      source.end();
      const body = await (await first).all();
      for (const part of ['a', 'b', 'c']) expect(body).toContain(part.repeat(4000));
      const second = Reader.open(address);
      (await run(topic, 1)).end();
      await (await second).all();
      expect(runs.get(topic)).toHaveLength(2);
    });

    it('never shares a running stream with another workspace', async () => {
      const { topic, address } = make(route);
      const first = Reader.open(address, 'w');
      const mine = await run(topic);
      const second = Reader.open(address, 'other');
      const theirs = await run(topic, 1);
      mine.say('mine');
      mine.end();
      theirs.say('theirs');
      theirs.end();
      expect(await (await first).all()).not.toContain('theirs');
      expect(await (await second).all()).not.toContain('mine');
    });
  });

  it('ends the handler when its last reader leaves, if told to', async () => {
    const { topic, address } = make('leaving');
    const first = Reader.open(address);
    const source = await run(topic);
    source.say('one');
    const leader = await first;
    await leader.until('one');
    const joiner = await Reader.open(address);
    await joiner.until('one');
    leader.leave();
    source.say('two');
    await joiner.until('two');
    expect(source.left).toBe(false);
    joiner.leave();
    await until(() => source.left);
  });
});
