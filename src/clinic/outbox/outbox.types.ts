/** An event in neutral form, as it lies in the database; its class is built only when it is emitted. */
export type OutboxMessage =
  | { readonly name: 'session.created' | 'session.deleted'; readonly payload: SessionPayload }
  | { readonly name: 'session.updated'; readonly payload: SessionUpdatedPayload };

export interface SessionPayload {
  readonly workspaceId: string;
  readonly clientId: string;
  readonly sessionId: string;
}

export interface SessionUpdatedPayload extends SessionPayload {
  /** The client the session belonged to before, when it was moved. */
  readonly previousClientId?: string;
  readonly changedFields: readonly string[];
}

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
