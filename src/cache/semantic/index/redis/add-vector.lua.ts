import { script } from '../../../store/redis/scripts/script.js';

/**
 * Note a vector, and tidy a little. Elements of a vector set cannot expire by themselves: their end is in an
 * attribute, by which searches leave them out. Each add looks at a few random elements and deletes those that have
 * ended, so that in a set that is used the dead stay few; one that is not used ends with its key. Above `max` the
 * sampled element that would end first makes room.
 *
 * The dimensions are compared before anything is written, as a RangeError of ours must not depend on the wording of
 * the server's.
 *
 * KEYS  1 vector set
 * ARGV  1 vector (float32, little-endian), 2 dimensions, 3 pointer, 4 end (ms), 5 now (ms), 6 life of the key (ms),
 *       7 most vectors, 8 how many to look at
 * Reply 1 noted, 0 the set has other dimensions
 */
export const ADD_VECTOR = script(
  'add-vector',
  `
local set, pointer = KEYS[1], ARGV[3]
local dimensions = redis.pcall('VDIM', set)
if type(dimensions) == 'number' and dimensions ~= tonumber(ARGV[2]) then return 0 end
redis.call('VADD', set, 'FP32', ARGV[1], pointer, 'NOQUANT', 'SETATTR', '{"e":' .. ARGV[4] .. '}')
if redis.call('PTTL', set) < tonumber(ARGV[6]) then redis.call('PEXPIRE', set, ARGV[6]) end

local now, count, living = tonumber(ARGV[5]), redis.call('VCARD', set), {}
if count == 1 then return 1 end
for _, element in ipairs(redis.call('VRANDMEMBER', set, ARGV[8])) do
  local attributes = redis.call('VGETATTR', set, element)
  local ends = tonumber(string.match(attributes or '', '"e":(%d+)') or '0')
  if element == pointer then
    -- It is what the caller asked for.
  elseif ends <= now then
    redis.call('VREM', set, element)
    count = count - 1
  else
    living[#living + 1] = { element, ends }
  end
end
table.sort(living, function(a, b) return a[2] < b[2] end)
for i = 1, math.min(#living, count - tonumber(ARGV[7])) do
  redis.call('VREM', set, living[i][1])
end
return 1
`,
);
