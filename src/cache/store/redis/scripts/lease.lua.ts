import { script } from './script.js';

/**
 * Prolong a lease that the owner still holds (ARGV[3] > 0, ms) or end it (ARGV[3] = 0). The owner is a process; the
 * incarnations of the token tell a lease from that which the same process took after an invalidation.
 *
 * KEYS  1 workspace key, 2 scope hash
 * ARGV  1 field, 2 owner, 3 ms, 4 tag name, 5 workspace, 6 scope, 7 tag (of the token)
 * Reply 1 done, 0 not the owner's any more
 */
export const LEASE = script(
  'lease',
  `
if redis.call('GET', KEYS[1]) ~= ARGV[5] then return 0 end
local field = 'l:' .. ARGV[1]
local hash = redis.call('HMGET', KEYS[2], '#g', '#w', 'q:' .. ARGV[4], field)
if hash[1] ~= ARGV[6] or hash[2] ~= ARGV[5] or (hash[3] or '-') ~= ARGV[7] then return 0 end
local owner, tag = string.match(hash[4] or '', '^(%S+) %d+ (%S+)$')
if owner ~= ARGV[2] or tag ~= ARGV[7] then return 0 end
if ARGV[3] == '0' then
  redis.call('HDEL', KEYS[2], field)
else
  local time = redis.call('TIME')
  local server_ms = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('HSET', KEYS[2], field, owner .. ' ' .. string.format('%.0f', server_ms + ARGV[3]) .. ' ' .. tag)
end
return 1
`,
  { whenFull: true },
);
