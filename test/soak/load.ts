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

/** One client: asks, listens to streams, leaves in the middle, changes data. Ends when the signal says so. */
export async function runLoad(url: string, seed: number, seen: Seen, until: AbortSignal): Promise<void> {
  const random = seededRandom(seed);
  while (!until.aborted) {
    await delay(random.below(160));
    try {
      await step(url, random, seen);
    } catch (error) {
      seen.errors.push(
        error instanceof Error ? `${error.message} ${String(error.cause ?? '')}` : String(error),
      );
    }
  }
}

async function step(url: string, random: Random, seen: Seen): Promise<void> {
  const workspace = `w${String(random.below(WORKSPACES))}`;
  const clientId = `c${String(random.below(CLIENTS))}`;
  // Few questions are asked often, most seldom.
  const question = `question ${String(Math.min(random.below(QUESTIONS), random.below(QUESTIONS)))}`;
  const headers = { 'x-workspace': workspace, 'content-type': 'application/json' };
  const kind = random.below(100);
  if (kind < 4) return await change(url, headers, clientId, seen);
  if (kind < 20) {
    return await listen(`${url}/stream/${encodeURIComponent(question)}`, headers, random, seen);
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
  const leaving = new AbortController();
  const leaveAfter = random.below(4) === 0 ? random.below(6) : Infinity;
  try {
    const response = await fetch(url, { headers, signal: leaving.signal });
    if (response.body === null) throw new Error('a stream without a body');
    let text = '';
    let pieces = 0;
    const decoder = new TextDecoder();
    for await (const bytes of response.body) {
      text += decoder.decode(bytes as Uint8Array, { stream: true });
      if (++pieces > leaveAfter) leaving.abort();
    }
    const events = text.match(/^data: /gm)?.length ?? 0;
    if (events !== 12) throw new Error(`a stream of ${String(events)} events`);
    seen.streams++;
  } catch (error) {
    if (!leaving.signal.aborted) throw error;
    seen.aborted.streams++;
  }
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
