import { z } from 'zod';
import { SessionCreatedEvent, SessionDeletedEvent, SessionUpdatedEvent } from '../../index.js';
import { ClientCreatedEvent } from '../clients/client.events.js';
import type { ClaimedEvent } from './outbox.types.js';

export type DomainEvent =
  SessionCreatedEvent | SessionUpdatedEvent | SessionDeletedEvent | ClientCreatedEvent;

/** The row was written by a build that knows events this one does not; a newer build must deliver it. */
export class UnknownEventError extends Error {
  override readonly name = 'UnknownEventError';
}

// A row may be older than this build, so that its form is checked and not only believed.
const client = z.object({ workspaceId: z.string(), clientId: z.string() });
const session = client.extend({ sessionId: z.string() });
const sessionUpdated = session.extend({
  previousClientId: z.string().optional(),
  changedFields: z.array(z.string()),
});

const factories: Readonly<Record<string, (payload: unknown) => DomainEvent>> = {
  [SessionCreatedEvent.eventName]: (payload) => new SessionCreatedEvent(session.parse(payload)),
  [SessionUpdatedEvent.eventName]: (payload) => new SessionUpdatedEvent(sessionUpdated.parse(payload)),
  [SessionDeletedEvent.eventName]: (payload) => new SessionDeletedEvent(session.parse(payload)),
  [ClientCreatedEvent.eventName]: (payload) => new ClientCreatedEvent(client.parse(payload)),
};

/**
 * The typed event of an outbox row.
 *
 * @throws UnknownEventError and ZodError for a row this build cannot read: it then stays in the outbox.
 */
export function toDomainEvent({ name, payload }: Pick<ClaimedEvent, 'name' | 'payload'>): DomainEvent {
  const factory = Object.hasOwn(factories, name) ? factories[name] : undefined;
  if (factory === undefined)
    throw new UnknownEventError('The outbox holds an event this build does not know');
  return factory(payload);
}
