import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { EventEmitterReadinessWatcher } from '@nestjs/event-emitter';
import { describeError } from '../http/exception.filter.js';
import type { Clock, Timer } from '../../index.js';
import { CLOCK } from '../time/time.module.js';
import { DomainEventPublisher } from './domain-event.publisher.js';
import { OutboxStore } from './outbox.store.js';
import type { ClaimedEvent, DeliveryOutcome } from './outbox.types.js';

export const POLL_MS = 1_000;
/** A listener that has not answered by then counts as failed. Shorter than a claim, so that no other relay has it yet. */
export const DELIVERY_TIMEOUT_MS = 5_000;
const BATCH = 50;

class DeliveryTimeoutError extends Error {
  override readonly name = 'DeliveryTimeoutError';
}

/** Carries events from the outbox to their listeners: at start, then periodically, and for a writer at once. */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Outbox');
  private nextPoll: Timer | undefined;
  private stopped = false;
  private running: Promise<void> | undefined;

  constructor(
    private readonly store: OutboxStore,
    private readonly publisher: DomainEventPublisher,
    private readonly readiness: EventEmitterReadinessWatcher,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Not awaited here: listeners are attached by a later bootstrap hook, and before that an event would be lost. */
  onApplicationBootstrap(): void {
    this.startPass();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.nextPoll?.cancel();
    await this.running;
  }

  /** Resolves when the pass that is running, if any, is over. */
  async idle(): Promise<void> {
    await this.running;
  }

  /** Delivers events this process has claimed; `pending` as soon as one could not be delivered. */
  async deliver(events: readonly ClaimedEvent[]): Promise<DeliveryOutcome> {
    const outcomes = await Promise.all(events.map((event) => this.deliverOne(event)));
    return outcomes.every(Boolean) ? 'acknowledged' : 'pending';
  }

  /** Delivers every due event, in batches, until none is left. */
  async drain(): Promise<void> {
    for (;;) {
      const events = await this.store.claimDue(BATCH);
      await this.deliver(events);
      if (events.length < BATCH) return;
    }
  }

  private startPass(): void {
    this.running = this.pass().finally(() => {
      this.running = undefined;
      if (!this.stopped) this.nextPoll = this.clock.setTimer(POLL_MS, () => this.startPass());
    });
  }

  private async pass(): Promise<void> {
    try {
      await this.readiness.waitUntilReady();
      await this.drain();
    } catch (error) {
      // The database is away: rows are safe where they are, the next pass tries again.
      this.logger.error(`A pass failed: ${describeError(error)}`);
    }
  }

  private async deliverOne(event: ClaimedEvent): Promise<boolean> {
    try {
      await this.withinTimeout(this.publisher.publish(event));
      await this.store.delivered(event);
      return true;
    } catch (error) {
      await this.giveBack(event, error);
      return false;
    }
  }

  /** Even if this fails the claim ends by itself, and the change it tells of is committed: the writer must hear so. */
  private async giveBack(event: ClaimedEvent, reason: unknown): Promise<void> {
    this.logger.warn(`${event.name} not delivered, attempt ${event.attempts + 1}: ${describeError(reason)}`);
    try {
      await this.store.failed(event, reason instanceof Error ? reason.constructor.name : typeof reason);
    } catch (error) {
      this.logger.error(`${event.name} waits for its claim to end: ${describeError(error)}`);
    }
  }

  private async withinTimeout(delivery: Promise<void>): Promise<void> {
    let timer: Timer | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = this.clock.setTimer(DELIVERY_TIMEOUT_MS, () =>
        reject(new DeliveryTimeoutError('A listener did not answer in time')),
      );
    });
    try {
      await Promise.race([delivery, timeout]);
    } finally {
      timer?.cancel();
    }
  }
}
