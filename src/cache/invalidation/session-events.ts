/** Fields of a session note whose change can change an answer. */
export const SOAP_FIELDS = ['subjective', 'objective', 'assessment', 'plan'] as const;

export interface SessionEventProps {
  readonly workspaceId: string;
  /** The client the session belongs to, after the change. */
  readonly clientId: string;
  readonly sessionId: string;
}

export interface SessionUpdatedEventProps extends SessionEventProps {
  /** The client it belonged to before, if it was moved. */
  readonly previousClientId?: string | undefined;
  /** Names of the fields that changed, such as `subjective` or `clientId`. */
  readonly changedFields: readonly string[];
}

/** A session note was created. Emit it after the commit: `await emitter.emitAsync(event.eventName, event)`. */
export class SessionCreatedEvent implements SessionEventProps {
  static readonly eventName = 'session.created';
  readonly eventName = SessionCreatedEvent.eventName;
  readonly workspaceId: string;
  readonly clientId: string;
  readonly sessionId: string;

  constructor({ workspaceId, clientId, sessionId }: SessionEventProps) {
    this.workspaceId = workspaceId;
    this.clientId = clientId;
    this.sessionId = sessionId;
  }
}

/**
 * A session note was changed. Answers become untrue if a SOAP field or the client changed; a session that moved to
 * another client makes the answers of both untrue.
 */
export class SessionUpdatedEvent implements SessionUpdatedEventProps {
  static readonly eventName = 'session.updated';
  readonly eventName = SessionUpdatedEvent.eventName;
  readonly workspaceId: string;
  readonly clientId: string;
  readonly sessionId: string;
  readonly previousClientId: string | undefined;
  readonly changedFields: readonly string[];

  constructor({
    workspaceId,
    clientId,
    sessionId,
    previousClientId,
    changedFields,
  }: SessionUpdatedEventProps) {
    this.workspaceId = workspaceId;
    this.clientId = clientId;
    this.sessionId = sessionId;
    this.previousClientId = previousClientId;
    this.changedFields = changedFields;
  }
}

/** A session note was deleted. */
export class SessionDeletedEvent implements SessionEventProps {
  static readonly eventName = 'session.deleted';
  readonly eventName = SessionDeletedEvent.eventName;
  readonly workspaceId: string;
  readonly clientId: string;
  readonly sessionId: string;

  constructor({ workspaceId, clientId, sessionId }: SessionEventProps) {
    this.workspaceId = workspaceId;
    this.clientId = clientId;
    this.sessionId = sessionId;
  }
}
