import { script } from '../../../store/redis/scripts/script.js';

/**
 * Delete a vector set.
 *
 * KEYS  1 vector set
 * Reply how many vectors it had
 */
export const FORGET_VECTORS = script(
  'forget-vectors',
  `
local count = redis.pcall('VCARD', KEYS[1])
redis.call('UNLINK', KEYS[1])
return type(count) == 'number' and count or 0
`,
  { whenFull: true },
);
