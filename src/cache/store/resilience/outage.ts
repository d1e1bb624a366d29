/** What a server says when it cannot serve anything at present, whatever it is asked. */
const REFUSALS = new Set([
  'LOADING',
  'MASTERDOWN',
  'READONLY',
  'NOREPLICAS',
  'MISCONF',
  'CLUSTERDOWN',
  'BUSY',
  'UNKILLABLE',
  'NOAUTH',
  'WRONGPASS',
]);

/** Mistakes in code, not events on a network. */
const MISTAKES = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError']);

/**
 * Whether an error of the store means that it is better left alone: connections that break or are refused, commands
 * that are not answered in time, and servers that say they serve nobody now.
 *
 * Not: what a server answers to one command in particular (NOPERM, WRONGTYPE, ERR, TRYAGAIN of a moving slot), and
 * not OOM. A full server answers at once, so there is no time to be saved by not asking it; it still serves reads of
 * content-addressed entries; and above all it still executes invalidations, which must not become pending because a
 * fill had no room.
 */
export function isOutage(error: unknown): boolean {
  const { name, message } = root(error);
  if (MISTAKES.has(name)) return false;
  // Duck-typed: a host may bring its own ioredis.
  if (name === 'ReplyError') return REFUSALS.has(/^[A-Z]+/.exec(message)?.[0] ?? '');
  return true;
}

function root(error: unknown): { name: string; message: string } {
  let at = error as { cause?: unknown };
  while (typeof at.cause === 'object' && at.cause !== null) at = at.cause;
  const { name, message } = at as { name?: unknown; message?: unknown };
  return { name: String(name), message: String(message) };
}
