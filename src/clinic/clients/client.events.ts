export interface ClientEventProps {
  readonly workspaceId: string;
  readonly clientId: string;
}

/** A client was added. */
export class ClientCreatedEvent implements ClientEventProps {
  static readonly eventName = 'client.created';
  readonly eventName = ClientCreatedEvent.eventName;
  readonly workspaceId: string;
  readonly clientId: string;

  constructor({ workspaceId, clientId }: ClientEventProps) {
    this.workspaceId = workspaceId;
    this.clientId = clientId;
  }
}
