import { script } from './script.js';

/**
 * Make the entries of one tag untrue, and refuse the fills of computations that run for it: the tag gets a new
 * incarnation. Executed twice it mints twice, which only invalidates more.
 *
 * Incarnations of tags stay as long as their hash; past a number of them the whole hash goes instead.
 *
 * KEYS  1 scope hash
 * ARGV  1 tag name, 2 client nonce, 3 how many tags a hash may remember
 * Reply how many fields were made untrue for certain: 0 if nothing is cached in this scope
 */
export const INVALIDATE_TAG = script(
  'invalidate-tag',
  `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local field = 'q:' .. ARGV[1]
if redis.call('HEXISTS', KEYS[1], field) == 0
  and redis.call('HINCRBY', KEYS[1], '#q', 1) > tonumber(ARGV[3]) then
  redis.call('UNLINK', KEYS[1])
  return 1
end
local time = redis.call('TIME')
redis.call('HSET', KEYS[1], field, ARGV[2] .. ':' .. time[1] .. '.' .. time[2])
return 1
`,
  { whenFull: true },
);
