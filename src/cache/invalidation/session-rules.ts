import type { InvalidationRule } from './invalidation-rule.js';
import {
  SessionCreatedEvent,
  SessionDeletedEvent,
  SessionUpdatedEvent,
  SOAP_FIELDS,
  type SessionEventProps,
  type SessionUpdatedEventProps,
} from './session-events.js';

const ofClient = ({
  workspaceId,
  clientId,
}: SessionEventProps): { workspaceId: string; clientId: string } => ({
  workspaceId,
  clientId,
});

// The payload may come from an outbox or another process: its type is a promise of others.
const isList = (value: unknown): boolean => Array.isArray(value);

const created: InvalidationRule<SessionEventProps> = {
  event: SessionCreatedEvent.eventName,
  targets: ofClient,
};

const updated: InvalidationRule<SessionUpdatedEventProps> = {
  event: SessionUpdatedEvent.eventName,
  // An event that does not say what changed may have changed anything.
  when: ({ changedFields, clientId, previousClientId }) =>
    !isList(changedFields) ||
    changedFields.some(
      (field) => field === 'clientId' || (SOAP_FIELDS as readonly string[]).includes(field),
    ) ||
    (previousClientId !== undefined && previousClientId !== clientId),
  targets: (event) => {
    const { workspaceId, clientId, previousClientId } = event;
    return previousClientId === undefined || previousClientId === clientId
      ? ofClient(event)
      : [ofClient(event), { workspaceId, clientId: previousClientId }];
  },
};

const deleted: InvalidationRule<SessionEventProps> = {
  event: SessionDeletedEvent.eventName,
  targets: ofClient,
};

/** What the session events make untrue. */
export const SESSION_RULES: readonly InvalidationRule[] = [created, updated, deleted];
