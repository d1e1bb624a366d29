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

// The payload may come from an outbox or another process: its type is a promise of others, and JSON says `null`
// where the class says `undefined`.
const isList = (value: unknown): boolean => Array.isArray(value);
const isMoved = ({ clientId, previousClientId }: SessionUpdatedEventProps): boolean =>
  (previousClientId ?? clientId) !== clientId;

const created: InvalidationRule<SessionEventProps> = {
  event: SessionCreatedEvent.eventName,
  targets: ofClient,
};

const updated: InvalidationRule<SessionUpdatedEventProps> = {
  event: SessionUpdatedEvent.eventName,
  // An event that does not say what changed may have changed anything.
  when: (event) =>
    !isList(event.changedFields) ||
    event.changedFields.some(
      (field) => field === 'clientId' || (SOAP_FIELDS as readonly string[]).includes(field),
    ) ||
    isMoved(event),
  targets: (event) => {
    const { workspaceId, previousClientId } = event;
    if (isMoved(event)) return [ofClient(event), { workspaceId, clientId: previousClientId }];
    // Moved, but who had it before is not said: it may have been any client.
    const isFromUnknown = isList(event.changedFields) && event.changedFields.includes('clientId');
    return isFromUnknown && (previousClientId ?? undefined) === undefined ? { workspaceId } : ofClient(event);
  },
};

const deleted: InvalidationRule<SessionEventProps> = {
  event: SessionDeletedEvent.eventName,
  targets: ofClient,
};

/** What the session events make untrue. */
export const SESSION_RULES: readonly InvalidationRule[] = [created, updated, deleted];
