import {
  type CallHandler,
  type ExecutionContext,
  HttpException,
  Injectable,
  Logger,
  type NestInterceptor,
} from '@nestjs/common';
import type { Response } from 'express';
import { from, map, type Observable, switchMap } from 'rxjs';
import { describeError } from '../../http/exception.filter.js';
import type { AgentEvent } from './agent.event.js';

/**
 * Sends a handler's events as server-sent events. It stands outside the cache, which keeps the events and not their
 * form. Nest's own `@Sse()` sends the headers before the first event is there; here they wait for it, so that a
 * request that is refused still gets its status, and `Cache-Status` and `Server-Timing` can say what was done.
 */
@Injectable()
export class EventStreamInterceptor implements NestInterceptor {
  private readonly logger = new Logger('Http');

  intercept(context: ExecutionContext, next: CallHandler<AsyncIterable<AgentEvent>>): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      switchMap((events) => from(begin(events))),
      map((events) => {
        response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
        response.setHeader('Cache-Control', 'private, no-cache');
        // A proxy that collects the answer before it passes it on would make a stream of it that is none.
        response.setHeader('X-Accel-Buffering', 'no');
        return this.frames(events);
      }),
    );
  }

  private async *frames(events: AsyncIterable<AgentEvent>): AsyncGenerator<string> {
    try {
      for await (const { type, ...data } of events) yield frame(type, data);
    } catch (error) {
      // The status is sent: what went wrong can only be told inside. The cache, further in, has seen the failure too.
      this.logger.error(`A stream broke off: ${describeError(error)}`);
      const message = error instanceof HttpException ? error.message : 'Internal server error';
      yield frame('error', { message });
    }
  }
}

/** Waits for the first event: what fails before it is answered like any other request. */
async function begin<T>(events: AsyncIterable<T>): Promise<AsyncIterable<T>> {
  const iterator = events[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* () {
    try {
      for (let next = first; next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      // A reader that leaves is told to the cache, which ends or finishes the answer.
      await iterator.return?.();
    }
  })();
}

/** JSON has no line breaks of its own, so that one line is the whole of the data. */
function frame(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
