import { script } from './script.js';

/**
 * Prolong a lease that the owner still holds (ARGV[3] > 0, ms) or end it (ARGV[3] = 0). The owner is a process; the
 * scope's incarnation tells a lease from that which the same process took after an invalidation.
 *
 * KEYS  1 scope hash
 * ARGV  1 field, 2 owner, 3 ms, 4 scope incarnation of the token
 * Reply 1 done, 0 not the owner's any more
 */
export const LEASE = script(
  'lease',
  `
local field = 'l:' .. ARGV[1]
local hash = redis.call('HMGET', KEYS[1], '#g', field)
if hash[1] ~= ARGV[4] or string.match(hash[2] or '', '^(%S+) ') ~= ARGV[2] then return 0 end
if ARGV[3] == '0' then
  redis.call('HDEL', KEYS[1], field)
else
  local time = redis.call('TIME')
  local server_ms = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('HSET', KEYS[1], field, ARGV[2] .. ' ' .. string.format('%.0f', server_ms + ARGV[3]))
end
return 1
`,
);
