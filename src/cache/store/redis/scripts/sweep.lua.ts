import { script } from './script.js';

/**
 * Delete a scope hash if it is dead: born under another incarnation of the workspace than the current one. A hash
 * that was opened anew while the scan was under way is alive and stays.
 *
 * KEYS  1 workspace key, 2 scope hash
 * Reply how many fields other than its own incarnations the deleted hash had, 0 if it stays
 */
export const SWEEP = script(
  'sweep',
  `
local born = redis.call('HGET', KEYS[2], '#w')
if born and born == redis.call('GET', KEYS[1]) then return 0 end
local entries = 0
for _, field in ipairs(redis.call('HKEYS', KEYS[2])) do
  if string.match(field, '^[^#:]+$') then entries = entries + 1 end
end
redis.call('UNLINK', KEYS[2])
return entries
`,
  { whenFull: true },
);
