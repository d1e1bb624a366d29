import { script } from './script.js';

/**
 * One step of a budget's account: a single script, because each step begins with the same book-keeping, on the
 * server's clock, so that processes whose clocks differ agree about the window.
 *
 * `reserve` and `settle` can be executed twice (a cluster client sends again what was under way when a connection
 * broke): the id makes the second time count for nothing. A reservation past its time is remembered as `x:<id>`, so
 * that the call that outlived it is still counted when it settles at last.
 *
 * KEYS  1 account hash: `window`, `spent`, `reserved`, `a:<id>` amount set aside, `x:<id>` expired
 *       2 sorted set of reservations by the time they expire
 * ARGV  1 `reserve`, `settle` or `balance`, 2 window ms or 0, 3 id, 4 amount, 5 limit, 6 ms a reservation lasts,
 *       7 ms that the account outlives its last step in a budget with a window
 * Reply { granted, spent, reserved } before the step; strings, since Lua's integers are cut on their way out
 */
export const BUDGET = script(
  'budget',
  `
local step, window_ms, id = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local amount, limit, ttl = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function whole(number) return string.format('%.0f', number) end

local window = window_ms == 0 and '0' or whole(math.floor(now / window_ms))
if redis.call('HGET', KEYS[1], 'window') ~= window then
  redis.call('HSET', KEYS[1], 'window', window, 'spent', '0')
end
for _, expired in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', whole(now))) do
  local aside = redis.call('HGET', KEYS[1], 'a:' .. expired) or '0'
  redis.call('ZREM', KEYS[2], expired)
  redis.call('HDEL', KEYS[1], 'a:' .. expired)
  redis.call('HINCRBY', KEYS[1], 'reserved', whole(0 - tonumber(aside)))
  redis.call('HSET', KEYS[1], 'x:' .. expired, '1')
end

local spent = tonumber(redis.call('HGET', KEYS[1], 'spent') or '0')
local reserved = tonumber(redis.call('HGET', KEYS[1], 'reserved') or '0')
local granted = 0
if step == 'reserve' then
  if redis.call('HEXISTS', KEYS[1], 'a:' .. id) == 1 then
    granted = 1
  elseif spent + reserved + amount <= limit then
    granted = 1
    redis.call('HSET', KEYS[1], 'a:' .. id, whole(amount))
    redis.call('HINCRBY', KEYS[1], 'reserved', whole(amount))
    redis.call('ZADD', KEYS[2], whole(now + ttl), id)
  end
elseif step == 'settle' then
  local aside = redis.call('HGET', KEYS[1], 'a:' .. id)
  if aside then
    redis.call('ZREM', KEYS[2], id)
    redis.call('HDEL', KEYS[1], 'a:' .. id)
    redis.call('HINCRBY', KEYS[1], 'reserved', whole(0 - tonumber(aside)))
  end
  if aside or redis.call('HDEL', KEYS[1], 'x:' .. id) == 1 then
    redis.call('HINCRBY', KEYS[1], 'spent', whole(amount))
  end
end
if window_ms > 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[7])
  redis.call('PEXPIRE', KEYS[2], ARGV[7])
end
return { tostring(granted), whole(spent), whole(reserved) }
`,
);
