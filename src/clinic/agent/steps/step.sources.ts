import type { LayerStep } from '../../../index.js';

/** By layer: `hit`, `miss`, `joined` (another request computed it) or `error`; of several values how many of each. */
export function stepSources(steps: readonly LayerStep[]): Record<string, string> {
  return Object.fromEntries(steps.map((step) => [step.layer, sourceOf(step)]));
}

/** The same as a `Server-Timing` header (W3C), with the milliseconds of each step and of the steps within it. */
export function serverTiming(steps: readonly LayerStep[]): string {
  return steps.map((step) => `${step.layer};desc="${sourceOf(step)}";dur=${step.ms.toFixed(1)}`).join(', ');
}

function sourceOf({ values, errors }: LayerStep): string {
  const parts = [
    [values.hit, 'hit', 'hits'],
    [values.computed, 'miss', 'misses'],
    [values.joined, 'joined', 'joined'],
    [errors, 'error', 'errors'],
  ] as const;
  const present = parts.filter(([count]) => count > 0);
  const [only] = present;
  if (present.length === 1 && only?.[0] === 1) return only[1];
  return present.map(([count, one, several]) => `${String(count)} ${count === 1 ? one : several}`).join(' ');
}
