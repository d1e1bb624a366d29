import type { SessionEventProps, SessionUpdatedEventProps } from '../../index.js';
import type { ClientEventProps } from '../clients/client.events.js';

/** An event in neutral form, as it lies in the database; its class is built only when it is emitted. */
export type OutboxMessage =
  | { readonly name: 'session.created' | 'session.deleted'; readonly payload: SessionEventProps }
  | { readonly name: 'session.updated'; readonly payload: SessionUpdatedEventProps }
  | { readonly name: 'client.created'; readonly payload: ClientEventProps };

/** A row of the outbox that this process may deliver now. */
export interface ClaimedEvent {
  readonly id: string;
  /** Deliveries that failed before. */
  readonly attempts: number;
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Whether every listener took the event, or the relay will try again. */
export type DeliveryOutcome = 'acknowledged' | 'pending';
