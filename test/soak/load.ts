import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom, type Random } from '../../src/cache/testing/conformance/seeded-random.js';

/** What clients have seen of the application. */
export class Seen {
  /** Milliseconds of every answer, by how it came about. */
  readonly latencies: Record<'hit' | 'other', number[]> = { hit: [], other: [] };
  readonly aborted = { streams: 0, requests: 0 };
  streams = 0;
  changes = 0;
  unacknowledged = 0;
  /** Requests that were not answered as they should be, with the reason; must stay empty. */
  readonly errors: string[] = [];
}

const WORKSPACES = 4;
const CLIENTS = 12;
const QUESTIONS = 40;

/** The longest that any request may take, its Redis away or not. */
const PATIENCE_MS = 15_000;

/** One client: asks, listens to streams, leaves in the middle, changes data. Ends when the signal says so. */
export async function runLoad(url: string, seed: number, seen: Seen, until: AbortSignal): Promise<void> {
  const random = seededRandom(seed);
  while (!until.aborted) {
    await delay(random.below(160));
    try {
      const doing = { what: '' };
      await inTime(step(url, random, seen, doing), doing);
    } catch (error) {
      const { message, cause } = error as Error;
      seen.errors.push(cause instanceof Error ? `${message}: ${cause.message}` : message);
    }
  }
}

async function step(url: string, random: Random, seen: Seen, doing: { what: string }): Promise<void> {
  const workspace = `w${String(random.below(WORKSPACES))}`;
  const clientId = `c${String(random.below(CLIENTS))}`;
  // Few questions are asked often, most seldom.
  const question = `question ${String(Math.min(random.below(QUESTIONS), random.below(QUESTIONS)))}`;
  const headers = { 'x-workspace': workspace, 'content-type': 'application/json' };
  const kind = random.below(100);
  doing.what =
    kind < 4 ? 'a change' : kind < 20 ? 'a stream' : kind < 24 ? 'a request that is left' : 'a request';
  if (kind < 4) {
    await change(url, headers, clientId, seen);
    return;
  }
  if (kind < 20) {
    await listen(`${url}/stream/${encodeURIComponent(question)}`, headers, random, seen);
    return;
  }
  const leaving = new AbortController();
  const leavesEarly = kind < 24;
  if (leavesEarly) setTimeout(() => leaving.abort(), random.below(20));
  const started = performance.now();
  try {
    const response = await fetch(`${url}/ask`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ question, clientId }),
      signal: leaving.signal,
    });
    const answer = (await response.json()) as { question?: unknown; clientId?: unknown };
    if (response.status !== 200 || answer.question !== question || answer.clientId !== clientId) {
      throw new Error(`status ${String(response.status)}, or another's answer`);
    }
    const hit = /;\s*hit\b/.test(response.headers.get('cache-status') ?? '');
    seen.latencies[hit ? 'hit' : 'other'].push(performance.now() - started);
  } catch (error) {
    if (!leaving.signal.aborted) throw error;
    seen.aborted.requests++;
  }
}

async function listen(
  url: string,
  headers: Record<string, string>,
  random: Random,
  seen: Seen,
): Promise<void> {
  const leaveAfter = random.below(4) === 0 ? random.below(6) : Infinity;
  const response = await fetch(url, { headers });
  if (response.body === null) throw new Error('a stream without a body');
  let text = '';
  let pieces = 0;
  let left = false;
  const decoder = new TextDecoder();
  for await (const bytes of response.body) {
    text += decoder.decode(bytes as Uint8Array, { stream: true });
    // Ends the iteration, which closes the connection.
    if (++pieces > leaveAfter) {
      left = true;
      break;
    }
  }
  if (left) {
    seen.aborted.streams++;
    return;
  }
  const events = text.match(/^data: /gm)?.length ?? 0;
  if (events !== 12) throw new Error(`a stream of ${String(events)} events`);
  seen.streams++;
}

async function change(
  url: string,
  headers: Record<string, string>,
  clientId: string,
  seen: Seen,
): Promise<void> {
  const response = await fetch(`${url}/change`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ clientId }),
  });
  const { acknowledged } = (await response.json()) as { acknowledged: unknown };
  if (response.status !== 200 || typeof acknowledged !== 'boolean') {
    throw new Error(`a change answered ${String(response.status)}`);
  }
  seen.changes++;
  if (!acknowledged) seen.unacknowledged++;
}

/** Not by a signal of the request: what hangs may be that request's abortion. */
async function inTime(work: Promise<void>, doing: { readonly what: string }): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${doing.what} did not end`)), PATIENCE_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
