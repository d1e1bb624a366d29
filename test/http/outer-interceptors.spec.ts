import {
  Body,
  ClassSerializerInterceptor,
  Controller,
  Injectable,
  Post,
  UseGuards,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type INestApplication,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Exclude } from 'class-transformer';
import { inspect } from 'node:util';
import { map, tap, type Observable } from 'rxjs';
import { CachedQuery, CacheModule } from '../../src/index.js';
import { ADAPTERS, boot } from './support/adapters.js';
import { ask, type Answer } from './support/client.js';
import { as, HeaderGuard, tenantOptions } from './support/tenant.js';

type Handle = Observable<unknown>;
const observed: string[] = [];

@Injectable()
class WrappingInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Handle {
    return next.handle().pipe(map((data: unknown) => ({ data })));
  }
}

@Injectable()
class MutatingInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Handle {
    return next.handle().pipe(
      tap((value: { nested: { n: number }; list: number[] }) => {
        value.nested.n++;
        value.list.push(4);
      }),
    );
  }
}

@Injectable()
class SpreadingInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Handle {
    return next.handle().pipe(map((value: object) => ({ ...value, at: 'outside' })));
  }
}

@Injectable()
class TextInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Handle {
    return next.handle().pipe(map((value: { nested: object }) => `text: ${JSON.stringify(value.nested)}`));
  }
}

@Injectable()
class NothingInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Handle {
    return next.handle().pipe(map(() => null));
  }
}

@Injectable()
class LoggingInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Handle {
    return next.handle().pipe(tap((value) => observed.push(inspect(value))));
  }
}

class Person {
  readonly name = 'A. Client';
  @Exclude()
  readonly secret = 'never-shown';
}

class PersonWithJson extends Person {
  toJSON(): object {
    return { name: this.name, secret: this.secret };
  }
}

const values: Record<string, () => unknown> = {
  object: () => ({ nested: { n: 1 }, list: [1, 2, 3] }),
  person: () => new Person(),
  people: () => [new Person()],
  personInside: () => ({ items: [{ person: new Person() }] }),
  personWithJson: () => new PersonWithJson(),
};

// Decorators are applied from the bottom up: the interceptor nearest to the method is the outermost.
@Controller()
@UseGuards(HeaderGuard)
class OuterController {
  @Post('wrapped')
  @CachedQuery()
  @UseInterceptors(WrappingInterceptor)
  wrapped(@Body() body: { kind: string }): unknown {
    return values[body.kind]?.();
  }

  @Post('mutated')
  @CachedQuery()
  @UseInterceptors(MutatingInterceptor)
  mutated(@Body() body: { kind: string }): unknown {
    return values[body.kind]?.();
  }

  @Post('spread')
  @CachedQuery()
  @UseInterceptors(SpreadingInterceptor)
  spread(@Body() body: { kind: string }): unknown {
    return values[body.kind]?.();
  }

  @Post('text')
  @CachedQuery()
  @UseInterceptors(TextInterceptor)
  text(@Body() body: { kind: string }): unknown {
    return values[body.kind]?.();
  }

  @Post('nothing')
  @CachedQuery()
  @UseInterceptors(NothingInterceptor)
  nothing(@Body() body: { kind: string }): unknown {
    return values[body.kind]?.();
  }

  @Post('logged')
  @CachedQuery()
  @UseInterceptors(LoggingInterceptor)
  logged(@Body() body: { kind: string }): unknown {
    return values[body.kind]?.();
  }
}

describe.each(ADAPTERS)('interceptors outside the cache on %s', (adapter) => {
  let app: INestApplication;
  let url: string;

  beforeEach(async () => {
    observed.length = 0;
    ({ app, url } = await boot(
      adapter,
      { imports: [CacheModule.forRoot(tenantOptions)], controllers: [OuterController] },
      (created) => created.useGlobalInterceptors(new ClassSerializerInterceptor(created.get(Reflector))),
    ));
  });
  afterEach(() => app.close());

  const post = (path: string, kind = 'object'): Promise<Answer> =>
    ask(`${url}/${path}`, { headers: as('w1'), body: { question: 'How?', kind } });

  it.each([
    ['wrapped', '{"data":{"nested":{"n":1},"list":[1,2,3]}}', 'application/json; charset=utf-8'],
    ['mutated', '{"nested":{"n":2},"list":[1,2,3,4]}', 'application/json; charset=utf-8'],
    ['spread', '{"nested":{"n":1},"list":[1,2,3],"at":"outside"}', 'application/json; charset=utf-8'],
    [
      'text',
      'text: {"n":1}',
      adapter === 'express' ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8',
    ],
    [
      'nothing',
      adapter === 'express' ? '' : 'null',
      adapter === 'express' ? undefined : 'application/json; charset=utf-8',
    ],
    ['logged', '{"nested":{"n":1},"list":[1,2,3]}', 'application/json; charset=utf-8'],
  ])('%s: the same on a miss, a hit and a further hit', async (path, text, type) => {
    for (const expected of ['fwd=miss; stored', '; hit;', '; hit;']) {
      const answer = await post(path);
      expect(answer.headers['cache-status']).toContain(expected);
      expect(answer.status).toBe(201);
      expect(answer.text).toBe(text);
      expect(answer.headers['content-type']).toBe(type);
    }
  });

  it('sends no entity tag of the entry for what was made of it', async () => {
    await post('wrapped');
    const hit = await post('wrapped');
    expect(hit.headers['cache-status']).toContain('; hit;');
    expect(String(hit.headers['etag'])).not.toMatch(/^W\/"[\w-]{22}"$/);
  });

  it('shows a hit to a logger as what it is', async () => {
    await post('logged');
    await post('logged');
    expect(observed).toEqual(Array(2).fill('{ nested: { n: 1 }, list: [ 1, 2, 3 ] }'));
  });

  it.each(['person', 'people', 'personInside', 'personWithJson'])(
    'never shows an excluded member: %s is served and not stored',
    async (kind) => {
      for (let i = 0; i < 3; i++) {
        const answer = await post('logged', kind);
        expect(answer.headers['cache-status']).toBe('nestjs-ai-cache; fwd=miss; detail=unstorable');
        expect(answer.text).toContain('A. Client');
        expect(answer.text).not.toContain('never-shown');
      }
    },
  );
});
