import type { Principal } from './auth/principal.js';

/** A demonstration token and whose it is. */
export interface DemoToken {
  readonly workspace: string;
  readonly role: Principal['role'];
  readonly token: string;
}

export interface Banner {
  readonly baseUrl: string;
  readonly database: string;
  readonly model: string;
  /** Where cached answers live: shared by several processes, or in this one only. */
  readonly sharedCache: boolean;
  readonly tokens: readonly DemoToken[];
  /** A note of a demonstration client to try with; absent when the database holds other data. */
  readonly example?: { readonly token: string; readonly clientId: string; readonly sessionId: string };
}

/** Tells on the console where the clinic is and what to try. The only place that prints. */
export function printBanner(banner: Banner): void {
  process.stdout.write(`${renderBanner(banner)}\n`);
}

/** One line on the error output, for a start that failed. */
export function printStartFailure(message: string): void {
  process.stderr.write(`The clinic did not start: ${message}\n`);
}

export function renderBanner({ baseUrl, database, model, sharedCache, tokens, example }: Banner): string {
  const lines = [
    '',
    `The clinic runs at ${baseUrl}   (API and try-out page: ${baseUrl}/docs)`,
    `Database: ${database}.  Answers are written by: ${model}.`,
    // With its own memory each of two processes would miss the other's invalidations.
    sharedCache
      ? 'Cache: Redis.'
      : 'Cache: the memory of this process. Set REDIS_URL before you run more than one.',
    '',
  ];
  if (tokens.length > 0) {
    lines.push('Demonstration tokens, valid for 12 hours:', '');
    for (const { workspace, role, token } of tokens) lines.push(`  ${workspace}, ${role}:`, `  ${token}`, '');
  }
  if (example !== undefined) lines.push(...renderExample(baseUrl, example));
  return lines.join('\n');
}

function renderExample(
  baseUrl: string,
  { token, clientId, sessionId }: NonNullable<Banner['example']>,
): string[] {
  const ask = `curl -i ${baseUrl}/agent/query -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"question":"How many degrees of flexion does the knee reach?","clientId":"${clientId}"}'`;
  const change = `curl -i -X PATCH ${baseUrl}/sessions/${sessionId} -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"objective":"Flexion 142 degrees, extension full. Quadriceps strength 85 percent of the left side."}'`;
  const stream = `curl -iN ${baseUrl}/agent/stream -H "Authorization: Bearer $TOKEN" -G -d clientId=${clientId} --data-urlencode 'question=How is the knee?'`;
  return [
    'Four commands to try:',
    '',
    `  export TOKEN=${token}`,
    '',
    '  1. Ask a question about a client:',
    `  ${ask}`,
    '',
    '  2. Ask again: Cache-Status says hit, and Server-Timing which steps were saved.',
    `  ${ask}`,
    '',
    '  3. Change a note of that client, then ask again: the answer is new.',
    `  ${change}`,
    '',
    '  4. Have an answer streamed, and once more from the cache.',
    `  ${stream}`,
    '',
  ];
}
