import {
  Inject,
  Injectable,
  Logger,
  Optional,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { AICacheError } from '../core/errors.js';
import type { Cache } from '../engine/create-cache.js';
import { CACHE, CACHE_MODULE_OPTIONS, type CacheModuleOptions } from '../nest/cache-module.options.js';
import type { InvalidationResult } from './invalidation-result.js';
import type { InvalidationRule } from './invalidation-rule.js';
import { SESSION_RULES } from './session-rules.js';

/** An event's invalidation could not be made sure of; reaches whoever emitted the event with `emitAsync`. */
export class InvalidationNotAcknowledgedError extends AICacheError {
  readonly code = 'INVALIDATION_NOT_ACKNOWLEDGED';

  constructor(
    readonly event: string,
    /** What was reached for each target of the event. */
    readonly results: readonly InvalidationResult[],
  ) {
    super(`The invalidation for ${event} is not acknowledged; emit the event again.`);
  }
}

/** Returns a promise, for which `emitAsync` waits. */
type EventListener = (...values: unknown[]) => unknown;

/**
 * Carries domain events to the invalidator.
 *
 * It listens to the emitter itself and not by `@OnEvent`: that wrapper attaches only when the application has
 * started, and its errors are swallowed or, with `suppressErrors: false`, become unhandled rejections for those who
 * `emit` without waiting. Here `emitAsync` waits for the acknowledgement and rejects without it, and `emit` stays
 * harmless.
 */
@Injectable()
export class DomainEventListener implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('nestjs-ai-cache');
  private readonly attached: { event: string; listener: EventListener }[] = [];

  constructor(
    @Inject(CACHE) private readonly cache: Cache,
    @Inject(CACHE_MODULE_OPTIONS) private readonly options: CacheModuleOptions,
    @Optional() @Inject(EventEmitter2) private readonly emitter?: EventEmitter2,
  ) {}

  onModuleInit(): void {
    if (this.emitter === undefined) {
      this.logger.warn(
        'No EventEmitterModule: domain events do not reach the cache. Import EventEmitterModule.forRoot().',
      );
      return;
    }
    for (const rule of [...SESSION_RULES, ...(this.options.invalidateOn ?? [])]) {
      const listener: EventListener = (...values) => {
        const handled = this.handle(rule, values[0] as never);
        // Whoever waits sees the rejection. Nobody waiting must not end the process, but the log has it.
        handled.catch((error: unknown) => this.failed(rule.event, error));
        return handled;
      };
      this.emitter.on(rule.event, listener);
      this.attached.push({ event: rule.event, listener });
    }
  }

  /** Not before: requests that are still served while the application shuts down change data, too. */
  onApplicationShutdown(): void {
    for (const { event, listener } of this.attached.splice(0)) this.emitter?.off(event, listener);
  }

  private failed(event: string, error: unknown): void {
    const why =
      error instanceof AICacheError ? error.message : error instanceof Error ? error.name : 'unknown error';
    this.logger.warn(`The event ${event} has not made its answers untrue: ${why}`);
  }

  private async handle(rule: InvalidationRule, event: never): Promise<readonly InvalidationResult[]> {
    if (rule.when?.(event) === false) return [];
    const targets = [rule.targets(event)].flat();
    const reason = rule.reason ?? rule.event;
    const { invalidator } = this.cache;
    const results = await Promise.all(
      targets.map(async ({ workspaceId, clientId = null as string | null }) =>
        // `null` is what an event that was JSON says for nobody.
        clientId === null
          ? await invalidator.workspace(workspaceId, reason)
          : await invalidator.client(workspaceId, clientId, reason),
      ),
    );
    if (results.some((result) => !result.acknowledged))
      throw new InvalidationNotAcknowledgedError(rule.event, results);
    return results;
  }
}
