// A Nest application of the built package, for the soak test: cached JSON answers, cached streams, changes that
// invalidate. Its memory and its handles can be asked for.
import 'reflect-metadata';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setTimeout as delay } from 'node:timers/promises';
import { Body, Controller, HttpCode, Module, Param, Post, Req, Sse } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Observable } from 'rxjs';
import { AICacheService, CACHE, CachedQuery, CacheModule } from '../../dist/index.js';
import { serve } from './runtime.mjs';

// Decorators without their syntax, which plain JavaScript does not have yet.
function decorated(type, name, decorators, parameters = []) {
  const descriptor = Object.getOwnPropertyDescriptor(type.prototype, name);
  Reflect.defineMetadata('design:paramtypes', [Object, Object], type.prototype, name);
  parameters.forEach((parameter, index) => parameter(type.prototype, name, index));
  for (const decorate of decorators.reverse()) decorate(type.prototype, name, descriptor);
  Object.defineProperty(type.prototype, name, descriptor);
}

let computations = 0;
const unhandled = [];
process.on('unhandledRejection', (error) => unhandled.push(String(error?.stack ?? error)));

class SoakController {
  constructor(service) {
    this.service = service;
  }

  async ask({ question, clientId }) {
    computations++;
    await delay(5 + Math.random() * 60);
    return { question, clientId, text: 'An answer of some length. '.repeat(20 + (question.length % 7) * 40) };
  }

  stream(question) {
    computations++;
    return new Observable((subscriber) => {
      let said = 0;
      const timer = setInterval(() => {
        subscriber.next({ data: { question, said, text: 'A piece of an answer. '.repeat(4) } });
        if (++said === 12) subscriber.complete();
      }, 15);
      return () => clearInterval(timer);
    });
  }

  async change(request, { clientId }) {
    const { acknowledged } = await this.service.invalidateClientQueries(workspaceOf(request), clientId);
    return { acknowledged };
  }
}
const workspaceOf = (request) => request.headers['x-workspace'];
decorated(SoakController, 'ask', [Post('ask'), HttpCode(200), CachedQuery()], [Body()]);
decorated(
  SoakController,
  'stream',
  [Sse('stream/:question'), CachedQuery({ query: fromPath })],
  [Param('question')],
);
decorated(SoakController, 'change', [Post('change'), HttpCode(200)], [Req(), Body()]);
Reflect.defineMetadata('design:paramtypes', [AICacheService], SoakController);
Controller()(SoakController);

function fromPath(context) {
  return context.switchToHttp().getRequest().params.question;
}

let app;

serve({
  async listen({ redisUrl, namespace }) {
    function SoakModule() {}
    const cache = CacheModule.forRoot({
      redis: { url: redisUrl },
      namespace,
      scope: (context) => ({ workspaceId: workspaceOf(context.switchToHttp().getRequest()) }),
      query: { ttlMs: 60_000 },
    });
    Module({ imports: [cache], controllers: [SoakController] })(SoakModule);
    app = await NestFactory.create(SoakModule, { logger: false });
    await app.listen(0, '127.0.0.1');
    return (await app.getUrl()).replace('[::1]', '127.0.0.1');
  },
  census() {
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc');
    for (let round = 0; round < 3; round++) gc();
    const { heapUsed, external, rss } = process.memoryUsage();
    const resources = process.getActiveResourcesInfo();
    const names = process.eventNames();
    return {
      heapUsed,
      external,
      rss,
      sockets: resources.filter((name) => name === 'TCPSocketWrap').length,
      timers: resources.filter((name) => name === 'Timeout').length,
      handles: resources.length,
      listeners: names.reduce((sum, name) => sum + process.listenerCount(name), 0),
      running: app.get(CACHE).health().running,
      computations,
      unhandled,
    };
  },
  close: () => app.close(),
});
