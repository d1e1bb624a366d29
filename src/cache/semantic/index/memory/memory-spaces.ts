import type { IndexScope, IndexSpace } from '../vector-index.js';
import type { MemorySpace } from './memory-space.js';

type OfClient = Map<string, MemorySpace>;

const nameOf = ({ partition, embedding }: IndexSpace): string => `${partition} ${embedding}`;

/** The spaces there are, by workspace and client, so that dropping a scope looks at nobody else's. */
export class MemorySpaces {
  private readonly workspaces = new Map<string, Map<string, OfClient>>();

  find(space: IndexSpace): MemorySpace | undefined {
    return this.workspaces.get(space.workspace)?.get(space.client)?.get(nameOf(space));
  }

  set(space: IndexSpace, made: MemorySpace): void {
    const clients = this.workspaces.get(space.workspace) ?? new Map<string, OfClient>();
    const spaces = clients.get(space.client) ?? new Map<string, MemorySpace>();
    this.workspaces.set(space.workspace, clients.set(space.client, spaces.set(nameOf(space), made)));
  }

  delete(space: IndexSpace): void {
    const clients = this.workspaces.get(space.workspace);
    const spaces = clients?.get(space.client);
    spaces?.delete(nameOf(space));
    if (spaces?.size === 0) clients?.delete(space.client);
    if (clients?.size === 0) this.workspaces.delete(space.workspace);
  }

  /** Takes the scope's spaces out and gives them. */
  take({ workspace, client }: IndexScope): MemorySpace[] {
    const clients = this.workspaces.get(workspace);
    if (clients === undefined) return [];
    const taken =
      client === undefined ? [...clients.values()] : [clients.get(client) ?? new Map<string, never>()];
    if (client !== undefined) clients.delete(client);
    if (client === undefined || clients.size === 0) this.workspaces.delete(workspace);
    return taken.flatMap((spaces: OfClient) => [...spaces.values()]);
  }

  clear(): void {
    this.workspaces.clear();
  }
}
