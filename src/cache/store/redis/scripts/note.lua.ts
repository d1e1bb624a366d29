import { REPLICATION, script } from './script.js';

/**
 * NOTE: append a note to those that a scope keeps under a name; past a number of notes the oldest go. Executed twice it
 * notes twice.
 *
 * Nothing here can make an entry true: no script that reads or stores entries looks at a note. They live in the scope's
 * hash so that they die with what they were noted about, by the same UNLINK.
 *
 * KEYS  1 workspace key, 2 scope hash
 * ARGV  1 name, 2 note, 3 how many notes are kept under a name, 4 under how many names a hash may keep some
 * Reply 1 kept, 0 if the scope has no current incarnation
 *
 * A field `n:<name>` is a row of `<length>:<bytes>`, so that a note may be any bytes. `#n` counts these fields: past
 * a number of them the whole hash goes, like past a number of tags, since none of them vanishes alone.
 */
export const NOTE = script(
  'note',
  `${REPLICATION}
local field = 'n:' .. ARGV[1]
local hash = redis.call('HMGET', KEYS[2], '#g', '#w', '#r', field)
if not hash[1] or hash[2] ~= redis.call('GET', KEYS[1]) or hash[3] ~= replication then return 0 end
if not hash[4] and redis.call('HINCRBY', KEYS[2], '#n', 1) > tonumber(ARGV[4]) then
  redis.call('UNLINK', KEYS[2])
  return 0
end

local notes = (hash[4] or '') .. string.len(ARGV[2]) .. ':' .. ARGV[2]
local starts, at = {}, 1
while at <= string.len(notes) do
  starts[#starts + 1] = at
  local colon = string.find(notes, ':', at, true)
  at = colon + 1 + tonumber(string.sub(notes, at, colon - 1))
end
local surplus = #starts - tonumber(ARGV[3])
if surplus > 0 then notes = string.sub(notes, starts[surplus + 1]) end
redis.call('HSET', KEYS[2], field, notes)
return 1
`,
);

/**
 * NOTES: what a scope keeps under some names.
 *
 * KEYS  1 workspace key, 2 scope hash
 * ARGV  names
 * Reply a row of notes, or nothing, for each name; all nothing if the scope has no current incarnation
 */
export const NOTES = script(
  'notes',
  `${REPLICATION}
local hash = redis.call('HMGET', KEYS[2], '#g', '#w', '#r')
local current = hash[1] and hash[2] == redis.call('GET', KEYS[1]) and hash[3] == replication
local rows = {}
for i = 1, #ARGV do rows[i] = current and redis.call('HGET', KEYS[2], 'n:' .. ARGV[i]) or false end
return rows
`,
);
