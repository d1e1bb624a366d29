import { REPLICATION, script } from './script.js';

/**
 * FILL: store an entry if every incarnation of its token is still current. The comparison is made here, on the
 * server and in one step with the write: a client that timed out has not cancelled its command, which may run much
 * later, after an invalidation.
 *
 * KEYS  1 workspace key, 2 scope hash
 * ARGV  1 workspace, 2 scope, 3 tag, 4 documents, 5 replication (the token); 6 field, 7 tag name, 8 created, 9 expires,
 *       10 envelope, 11 TTL ms, 12 workspace TTL ms, 13 lease owner, 14 '1' where hash fields can expire,
 *       15 client nonce, 16 documents as a comma-separated list, 17 most fields the hash may have
 * Reply 1 stored, 0 refused, 2 the scope is full
 *
 * Where hash fields cannot expire (before Redis 7.4), a few random fields are looked at with every fill and dead ones
 * deleted, as Redis does with its own keys: the dead share stays bounded, no scan is needed.
 */
export const FILL = script(
  'fill',
  `${REPLICATION}
if replication ~= ARGV[5] or redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
local hash = redis.call('HMGET', KEYS[2], '#g', '#w', '#r', 'q:' .. ARGV[7], 'l:' .. ARGV[6])
if hash[1] ~= ARGV[2] or hash[2] ~= ARGV[1] or hash[3] ~= replication
  or (hash[4] or '-') ~= ARGV[3] then return 0 end

local prefix = string.sub(KEYS[1], 1, -2)
local documents = {}
if ARGV[16] ~= '' then
  if redis.call('GET', prefix .. 'd') ~= ARGV[4] then return 0 end
  local time = redis.call('TIME')
  local mint = ARGV[15] .. ':' .. time[1] .. '.' .. time[2]
  for document in string.gmatch(ARGV[16], '[^,]+') do
    local key = prefix .. 'd:' .. document
    local incarnation = redis.call('GET', key)
    if not incarnation then
      incarnation = mint
      redis.call('SET', key, incarnation, 'PX', ARGV[12])
    else
      redis.call('PEXPIRE', key, ARGV[12], 'GT')
    end
    documents[#documents + 1] = document .. '=' .. incarnation
  end
  redis.call('PEXPIRE', prefix .. 'd', ARGV[12], 'GT')
end

-- Before the entry goes in, so that a full scope makes room by the entries that have expired in it.
if ARGV[14] ~= '1' then
  local now, time = tonumber(ARGV[8]), redis.call('TIME')
  local server_ms = time[1] * 1000 + math.floor(time[2] / 1000)
  local sample = redis.call('HRANDFIELD', KEYS[2], 3, 'WITHVALUES')
  for i = 1, #sample, 2 do
    local field, expires = sample[i], nil
    -- Leases end by the server's clock, entries by the clients'; a skewed client must not end another's lease.
    if string.sub(field, 1, 2) == 'l:' then
      local lease_end = string.match(sample[i + 1], '^%S+ (%d+) ') or '0'
      if tonumber(lease_end) <= server_ms then expires = '0' end
    -- Incarnations of tags and notes have no end of their own: they go with the hash.
    elseif string.match(field, '^[^#:]+$') then
      expires = string.match(sample[i + 1], '^%d+ (%d+) ') or '0'
    end
    if expires and tonumber(expires) <= now then redis.call('HDEL', KEYS[2], field) end
  end
end
local function end_lease()
  if string.match(hash[5] or '', '^(%S+) ') == ARGV[13] then redis.call('HDEL', KEYS[2], 'l:' .. ARGV[6]) end
end
if redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[17]) and redis.call('HEXISTS', KEYS[2], ARGV[6]) == 0 then
  end_lease()
  return 2
end

redis.call('HSET', KEYS[2], ARGV[6],
  ARGV[8] .. ' ' .. ARGV[9] .. ' ' .. ARGV[3] .. ' ' .. table.concat(documents, ',') .. '\\n' .. ARGV[10])
if ARGV[14] == '1' then redis.call('HPEXPIRE', KEYS[2], ARGV[11], 'FIELDS', 1, ARGV[6]) end
end_lease()
redis.call('PEXPIRE', KEYS[2], ARGV[11], 'GT')
redis.call('PEXPIRE', KEYS[1], ARGV[12], 'GT')
return 1
`,
);
