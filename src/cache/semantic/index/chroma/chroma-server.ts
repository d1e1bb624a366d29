import type { ChromaClient, Collection } from 'chromadb';
import { CacheConfigurationError } from '../../../core/errors.js';
import { untilAborted } from '../../../core/until-aborted.js';
import { loadOptionalPeer } from '../../../embedding/providers/optional-peer.js';
import { VectorIndexError } from '../vector-index.error.js';
import type { ChromaConnectionOptions } from './chroma-index.options.js';

const DEFAULT_TENANT = 'default_tenant';
const DEFAULT_DATABASE = 'default_database';
const DEFAULT_PORT = 8000;

type ClientArgs = NonNullable<ConstructorParameters<typeof ChromaClient>[0]>;

/** Something that a request addressed is not there (any more). */
export class ChromaNotFound extends Error {}

/**
 * Requests to one server through its own client, each with a deadline. The client takes a signal only when it is
 * made, for all of its requests; it is a small object without connections of its own, so every request has its own.
 */
export class ChromaServer {
  private readonly args: ClientArgs;
  private loading: Promise<typeof ChromaClient> | undefined;

  /** @throws CacheConfigurationError for a URL that is none. */
  constructor(
    { url, tenant, database, headers }: ChromaConnectionOptions,
    private readonly timeoutMs: number,
  ) {
    this.args = {
      ...address(url),
      tenant: tenant ?? DEFAULT_TENANT,
      database: database ?? DEFAULT_DATABASE,
      ...(headers === undefined ? {} : { headers: { ...headers } }),
    };
  }

  /** @throws CacheConfigurationError when the package is not installed. */
  async load(): Promise<typeof ChromaClient> {
    this.loading ??= loadOptionalPeer('chromadb', 'the semantic index "chroma"', async () => {
      const { ChromaClient } = await import('chromadb');
      return ChromaClient;
    });
    try {
      return await this.loading;
    } catch (error) {
      this.loading = undefined;
      throw error;
    }
  }

  /**
   * @throws ChromaNotFound
   * @throws RangeError when the server says that the vector has other dimensions than its collection
   * @throws VectorIndexError for everything else
   */
  async request<T>(what: string, work: (client: ChromaClient) => Promise<T>): Promise<T> {
    const Client = await this.load();
    const signal = AbortSignal.timeout(this.timeoutMs);
    try {
      const client = new Client({ ...this.args, fetchOptions: { signal } });
      // The signal ends the request; the race ends the waiting, whatever the client does with its signal.
      return await untilAborted(work(client), signal);
    } catch (error) {
      throw typed(what, error);
    }
  }

  /** The same for requests to one collection. */
  inCollection<T>(what: string, id: string, work: (collection: Collection) => Promise<T>): Promise<T> {
    return this.request(what, (client) => work(client.collection(id)));
  }
}

function address(url: string): Pick<ClientArgs, 'host' | 'port' | 'ssl'> {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const ssl = parsed?.protocol === 'https:';
  if (parsed === undefined || (!ssl && parsed.protocol !== 'http:') || parsed.pathname !== '/') {
    throw new CacheConfigurationError('The URL of Chroma must be http://host:port or https://host:port.');
  }
  const port = parsed.port === '' ? (ssl ? 443 : DEFAULT_PORT) : Number(parsed.port);
  return { host: parsed.hostname, port, ssl };
}

// By name: the package may be loaded twice, as ESM and as CommonJS, with classes of its own each time.
function typed(what: string, error: unknown): Error {
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  if (name === 'ChromaNotFoundError') return new ChromaNotFound(undefined, { cause: error });
  if (name === 'ChromaClientError' && /dimension/i.test(message)) {
    return new RangeError('The vector has another length than those of its collection.', { cause: error });
  }
  return new VectorIndexError(`Chroma did not execute ${what}.`, 'unavailable', { cause: error });
}
