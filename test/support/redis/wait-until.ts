import { setTimeout as delay } from 'node:timers/promises';

/** Asks until the answer is yes. A server's state is outside our clock, so this is the one place where tests wait in real time. */
export async function waitUntil(what: string, ask: () => Promise<boolean>, withinMs = 30_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  let lastError: unknown;
  while (Date.now() < deadline) {
    try {
      if (await ask()) return;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    await delay(50);
  }
  throw new Error(`${what}: not so within ${String(withinMs)} ms`, { cause: lastError });
}
