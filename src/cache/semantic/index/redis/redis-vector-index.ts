import type { Clock } from '../../../core/clock.js';
import { inTime } from '../../../store/redis/deadline.js';
import type { RedisConnection } from '../../../store/redis/redis-connection.js';
import type { RedisKeys } from '../../../store/redis/redis-keys.js';
import { everyPrimary } from '../../../store/redis/redis-primaries.js';
import { RedisScan } from '../../../store/redis/redis-scan.js';
import { runScript } from '../../../store/redis/script-runner.js';
import { unitVector } from '../unit-vector.js';
import { VectorIndexError } from '../vector-index.error.js';
import type { IndexScope, IndexSpace, Neighbour, VectorIndex } from '../vector-index.js';
import { ADD_VECTOR } from './add-vector.lua.js';
import { FORGET_VECTORS } from './forget-vectors.lua.js';
import { readNeighbours } from './read-neighbours.js';
import { hasVectorSets, isUnknownCommand } from './vector-set-support.js';

export interface RedisVectorIndexOptions {
  /** The store's. Whoever opened it connects and closes it. */
  readonly connection: RedisConnection;
  readonly keys: RedisKeys;
  readonly clock: Clock;
  /** Above this, an add makes room by deleting a vector that would end soon. Default 100,000. */
  readonly maxVectorsPerSpace?: number | undefined;
}

const MAX_VECTORS = 100_000;
/** Elements that an add looks at. */
const SAMPLE = 4;
/** How many candidates a search keeps; fewer is faster, and may miss the nearest one of many thousands. */
const SEARCH_WIDTH = 100;
/** A hundred years. A key's time must be a number that the server can add to its own. */
const LONGEST_MS = 3_155_760_000_000;
/** A key outlives its last vector: the clock of another process may be behind, and the vector's own end decides. */
const GRACE_MS = 60_000;

/**
 * Vector sets of Redis 8 and later, one for each space, so that a search cannot even see the vectors of another. All
 * sets of a workspace lie in its slot, beside its entries.
 *
 * The vectors are kept as they are (`NOQUANT`). With the server's default, 8 bits a number, a text's own vector
 * comes back at 0.9995 and other cosines up to 0.002 off: enough to move pairs over a threshold, and to put a
 * neighbour before the text itself. One bit a number (`BIN`) is off by 0.08. It costs about twice the memory of
 * 8 bits: 2.3 kB a vector of 384 numbers against 1.1 kB.
 *
 * Expired elements are left out by a filter inside the search, so that they cannot hide living ones; what deletes
 * them is said in `add-vector.lua.ts`. Times are the clock's of this process, on both sides of the comparison.
 */
export class RedisVectorIndex implements VectorIndex {
  readonly kind = 'redis';
  private support: boolean | undefined;
  private detection: Promise<void> = Promise.resolve();
  private readonly onReady = (): void => {
    this.detection = this.detect();
  };

  private readonly scan: RedisScan;

  constructor(private readonly options: RedisVectorIndexOptions) {
    this.scan = new RedisScan(options.connection);
  }

  /** Whether the servers have vector sets; undefined until they were reached. Looked at again after a reconnect. */
  get supported(): boolean | undefined {
    return this.support;
  }

  async start(): Promise<void> {
    const { client } = this.options.connection;
    client.on('ready', this.onReady);
    if (client.status === 'ready') this.onReady();
    await this.detection;
  }

  async stop(): Promise<void> {
    this.scan.stop();
    this.options.connection.client.off('ready', this.onReady);
    await this.detection;
  }

  async add(space: IndexSpace, pointer: string, vector: Float32Array, ttlMs: number): Promise<void> {
    const bytes = toBytes(unitVector(vector));
    const now = Math.floor(this.options.clock.now());
    const life = Math.ceil(Math.min(Math.max(ttlMs, 1), LONGEST_MS));
    const most = this.options.maxVectorsPerSpace ?? MAX_VECTORS;
    const key = this.options.keys.vectorSet(space);
    const args = [bytes, vector.length, pointer, now + life, now, life + GRACE_MS, most, SAMPLE];
    const { client } = this.options.connection;
    const noted = await this.run('VADD', () => runScript(client, ADD_VECTOR, [key], args));
    if (noted !== 1) throw otherDimensions(vector);
  }

  async search(space: IndexSpace, vector: Float32Array, count: number): Promise<readonly Neighbour[]> {
    if (count < 1) return [];
    const key = this.options.keys.vectorSet(space);
    const filter = `.e > ${Math.floor(this.options.clock.now())}`;
    const bytes = toBytes(unitVector(vector));
    const wanted = ['WITHSCORES', 'COUNT', count, 'EF', Math.max(SEARCH_WIDTH, count), 'FILTER', filter];
    // Not in a script: there it would run in the server's main thread, here it has one of its own.
    const { client } = this.options.connection;
    try {
      return readNeighbours(
        await this.run('VSIM', () => client.callBuffer('VSIM', key, 'FP32', bytes, ...wanted)),
      );
    } catch (error) {
      throw isDimensionMismatch(error) ? otherDimensions(vector) : error;
    }
  }

  async remove(space: IndexSpace, pointers: readonly string[]): Promise<void> {
    if (pointers.length === 0) return;
    const key = this.options.keys.vectorSet(space);
    const pipeline = this.options.connection.client.pipeline();
    await this.run('VREM', async () => {
      for (const pointer of pointers) pipeline.call('VREM', key, pointer);
      for (const [error] of (await pipeline.exec()) ?? []) if (error !== null) throw error;
    });
  }

  drop({ workspace, client }: IndexScope): Promise<number> {
    return this.forget(this.options.keys.vectorSetsOf(workspace, client));
  }

  async clear(): Promise<void> {
    await this.forget(this.options.keys.everyVectorSet);
  }

  /**
   * Deletes the sets whose names match, on every primary; resolves to how many vectors they had. A server without
   * vector sets has none to delete, which is no error. A set that is written while the scan runs may stay; what it
   * points to is dead, or was made afterwards.
   */
  private async forget(pattern: string): Promise<number> {
    const { connection } = this.options;
    let count = 0;
    try {
      for (const node of (await everyPrimary(connection)).nodes) {
        await this.scan.each(node, pattern, async (sets) => {
          // One by one: the keys of a page may be of many slots.
          const forgotten = sets.map((set) =>
            inTime(connection, runScript(connection.client, FORGET_VECTORS, [set], [])),
          );
          for (const vectors of await Promise.all(forgotten)) count += Number(vectors);
        });
      }
    } catch (error) {
      throw unavailable('SCAN', error);
    }
    return count;
  }

  /** A command on vector sets, within the deadline; what fails is a VectorIndexError. */
  private async run<T>(what: string, command: () => Promise<T>): Promise<T> {
    if (this.support === false) throw unsupported();
    try {
      return await inTime(this.options.connection, command());
    } catch (error) {
      if (!isUnknownCommand(error)) throw unavailable(what, error);
      this.support = false;
      throw unsupported(error);
    }
  }

  private async detect(): Promise<void> {
    this.support = await hasVectorSets(this.options.connection);
  }
}

/** Float32 as the server reads them, little-endian like every machine that Redis and Node share. */
function toBytes(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

function unavailable(what: string, cause: unknown): VectorIndexError {
  return new VectorIndexError(`Redis did not execute ${what}.`, 'unavailable', { cause });
}

function unsupported(cause?: unknown): VectorIndexError {
  const message = 'This server has no vector sets; Redis 8 and later have them.';
  return new VectorIndexError(message, 'unsupported', cause === undefined ? {} : { cause });
}

function otherDimensions(vector: Float32Array): RangeError {
  return new RangeError(`The vector has ${vector.length} numbers, those of its space have another length.`);
}

function isDimensionMismatch(error: unknown): boolean {
  const { cause } = error as { cause?: unknown };
  return cause instanceof Error && /dimension mismatch/i.test(cause.message);
}
