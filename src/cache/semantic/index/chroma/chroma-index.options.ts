import type { Clock } from '../../../core/clock.js';

/** Where a Chroma server is. */
export interface ChromaConnectionOptions {
  /** `http://host:port` or `https://...`. Without a port 8000 is meant, with https 443. */
  readonly url: string;
  /** Default `default_tenant`. */
  readonly tenant?: string | undefined;
  /** Default `default_database`. */
  readonly database?: string | undefined;
  /** Sent with every request; `x-chroma-token` or `authorization` for a server that asks for one. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export interface ChromaVectorIndexOptions extends ChromaConnectionOptions {
  /** Names of collections begin with it: 1 to 64 letters, digits, "_" or "-". */
  readonly namespace: string;
  readonly clock: Clock;
  /** The longest to wait for one answer of the server, in milliseconds. */
  readonly timeoutMs: number;
  /** Above this the oldest vectors of a space make room, in the housekeeping that follows adds. Default 100,000. */
  readonly maxVectorsPerSpace?: number | undefined;
}
