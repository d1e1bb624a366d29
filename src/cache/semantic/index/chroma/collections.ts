import { LRUCache } from 'lru-cache';
import type { IndexSpace } from '../vector-index.js';
import { ChromaNotFound, type ChromaServer } from './chroma-server.js';

const PAGE = 100;
const MAX_KNOWN = 10_000;

/**
 * The collections of a namespace, one for each workspace and embedding, and their ids, which requests need. Ids are
 * remembered; when the server has lost a collection, or another process dropped it, the request that finds out asks
 * for the new one and is repeated once.
 */
export class Collections {
  private readonly ids = new LRUCache<string, string>({ max: MAX_KNOWN });

  constructor(
    private readonly server: ChromaServer,
    private readonly namespace: string,
  ) {}

  /** Runs the request in the space's collection, which is made if it is not there. */
  async make<T>(space: IndexSpace, request: (id: string) => Promise<T>): Promise<T> {
    const name = this.name(space);
    const id = this.ids.get(name);
    if (id !== undefined) {
      try {
        return await request(id);
      } catch (error) {
        if (!(error instanceof ChromaNotFound)) throw error;
      }
    }
    return await request(await this.create(name));
  }

  /** Runs the request in the space's collection, or answers `none` where there is no such collection. */
  async find<T>(space: IndexSpace, request: (id: string) => Promise<T>, none: T): Promise<T> {
    const name = this.name(space);
    const id = this.ids.get(name);
    try {
      if (id !== undefined) return await request(id);
    } catch (error) {
      if (!(error instanceof ChromaNotFound)) throw error;
      this.ids.delete(name);
    }
    try {
      return await request(await this.look(name));
    } catch (error) {
      if (error instanceof ChromaNotFound) return none;
      throw error;
    }
  }

  /** Names and ids of all of the namespace's collections, or of a workspace's. */
  async list(workspace?: string): Promise<{ name: string; id: string }[]> {
    const prefix = this.prefix(workspace);
    const found: { name: string; id: string }[] = [];
    for (let offset = 0; ; offset += PAGE) {
      const page = await this.server.request('list', (client) =>
        client.listCollections({ limit: PAGE, offset }),
      );
      found.push(...page.filter(({ name }) => name.startsWith(prefix)).map(({ name, id }) => ({ name, id })));
      if (page.length < PAGE) return found;
    }
  }

  /** Deletes a collection with all that is in it; one that is gone already is no error. */
  async delete(name: string): Promise<void> {
    this.ids.delete(name);
    try {
      await this.server.request('delete', (client) => client.deleteCollection({ name }));
    } catch (error) {
      if (!(error instanceof ChromaNotFound)) throw error;
    }
  }

  private async create(name: string): Promise<string> {
    const { id } = await this.server.request('create', (client) =>
      client.getOrCreateCollection({
        name,
        configuration: { hnsw: { space: 'cosine' } },
        embeddingFunction: null,
      }),
    );
    this.ids.set(name, id);
    return id;
  }

  private async look(name: string): Promise<string> {
    const { id } = await this.server.request('look-up', (client) => client.getCollection({ name }));
    this.ids.set(name, id);
    return id;
  }

  private name({ workspace, embedding }: IndexSpace): string {
    // A name must begin and end with a letter or digit, which a digest need not.
    return `${this.prefix(workspace)}${embedding}.v1`;
  }

  // A namespace has no full stop, so that `users.` is not the beginning of a name of `users-archive`.
  private prefix(workspace?: string): string {
    return `aic.${this.namespace}.${workspace === undefined ? '' : `${workspace}.`}`;
  }
}
