import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  Logger,
  type NestInterceptor,
} from '@nestjs/common';
import type { Response } from 'express';
import { finalize, map, type Observable } from 'rxjs';
import { LayerTrace } from '../../../index.js';
import { serverTiming, stepSources } from './step.sources.js';

/**
 * Tells which steps of an answer the cache has saved: to the client in `Server-Timing`, which browsers show beside the
 * request, and in one line of the log. It stands outside `@CachedQuery()`, so that whole answers count as a step too.
 */
@Injectable()
export class AgentStepsInterceptor implements NestInterceptor {
  private readonly logger = new Logger('Agent');

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const trace = new LayerTrace();
    const response = context.switchToHttp().getResponse<Response>();
    const announce = (): void => {
      const timing = serverTiming(trace.steps());
      if (timing !== '' && !response.headersSent) response.setHeader('Server-Timing', timing);
    };
    const log = (): void => this.logger.log(JSON.stringify({ question: stepSources(trace.steps()) }));
    let streaming = false;
    // Everything further in runs in the context of this call, the handler's generator too: see `LayerTrace.run`.
    return trace
      .run(() => next.handle())
      .pipe(
        map((value: unknown) => {
          if (!isIterable(value)) {
            announce();
            return value;
          }
          streaming = true;
          return followed(value, announce, log);
        }),
        finalize(() => {
          if (!streaming) log();
        }),
      );
  }
}

/** A stream whose steps are announced with its first event, and logged when it is over or its reader has left. */
async function* followed(
  events: AsyncIterable<unknown>,
  announce: () => void,
  log: () => void,
): AsyncGenerator {
  try {
    for await (const event of events) {
      announce();
      yield event;
    }
  } finally {
    log();
  }
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
