import { align } from './align.js';
import { type Guard } from './guard.js';

/** Named things: people, places, products, organisations, by their capitals; `words` sees those without. */
export const namesGuard: Guard = {
  name: 'names',
  differ(a, b) {
    const { onlyA, onlyB } = align(a, b);
    return onlyA.some(({ proper }) => proper) || onlyB.some(({ proper }) => proper)
      ? { reason: 'a name is in one question only' }
      : undefined;
  },
};
