import { REPLICATION, script } from './script.js';

/**
 * BEGIN: read and validate an entry, or give out the token for its fill.
 *
 * KEYS  1 workspace key, 2 scope hash
 * ARGV  1 field, 2 tag name, 3 client nonce, 4 hash TTL ms, 5 workspace TTL ms, 6 reader's time ms, 7 oldest creation
 *       time accepted, 8 lease owner or '', 9 lease ms, 10 settle window ms or 0
 * Reply { 'hit', stored value } or
 *       { 'miss', reason, lease, workspace, scope, tag, documents, replication, settling 0 or 1 }
 *
 * Incarnations are minted here: nonce and server time at *this* execution. A command that is resent and executed
 * again mints others, so it cannot bring one back to life.
 *
 * A tag has no incarnation ('-') until it is first invalidated in the life of the scope's hash; then it has one until
 * the hash dies. It must not vanish alone, or entries and fills from before the invalidation would be true again.
 *
 * A lease is `<owner> <end, server's ms> <tag incarnation>`. Workspace and scope need no mention in it, it dies with
 * their hash; a tag's invalidation leaves the hash alone, and nobody must wait for a computation whose fill that has
 * already refused.
 *
 * A stored value is `<created> <expires> <tag incarnation> <document>=<incarnation>,...\\n<envelope>`. Documents are
 * checked at keys built here and not passed in KEYS: which they are is known only from the entry. They share the
 * workspace's hash tag, so they are in the same slot, on the same node.
 */
export const BEGIN = script(
  'begin',
  `${REPLICATION}
local time = redis.call('TIME')
local server_ms = time[1] * 1000 + math.floor(time[2] / 1000)
local mint = ARGV[3] .. ':' .. time[1] .. '.' .. time[2]
local prefix = string.sub(KEYS[1], 1, -2)

local workspace = redis.call('GET', KEYS[1])
if not workspace then
  workspace = mint
  redis.call('SET', KEYS[1], workspace, 'PX', ARGV[5])
end

local hash = redis.call('HMGET', KEYS[2], '#g', '#w', '#r', 'q:' .. ARGV[2], ARGV[1], 'l:' .. ARGV[1])
local scope, tag, stored, lease = hash[1], hash[4] or '-', hash[5], hash[6]
if not scope or hash[2] ~= workspace or hash[3] ~= replication then
  redis.call('UNLINK', KEYS[2])
  scope, tag, stored, lease = mint, '-', false, false
  redis.call('HSET', KEYS[2], '#g', scope, '#w', workspace, '#r', replication)
  redis.call('PEXPIRE', KEYS[2], ARGV[4])
end

local reason = 'absent'
if stored then
  local created, expires, born, documents = string.match(stored, '^(%d+) (%d+) (%S+) (%S*)\\n')
  if not created then reason = 'corrupt'
  elseif tonumber(expires) <= tonumber(ARGV[6]) then reason = 'expired'
  elseif born ~= tag then reason = 'invalidated'
  else
    reason = 'hit'
    for document, incarnation in string.gmatch(documents, '([^=,]+)=([^,]+)') do
      if redis.call('GET', prefix .. 'd:' .. document) ~= incarnation then reason = 'invalidated' end
    end
    if reason == 'hit' then
      if tonumber(created) >= tonumber(ARGV[7]) then return { 'hit', stored } end
      reason = 'refresh'
    end
  end
  if reason ~= 'refresh' then redis.call('HDEL', KEYS[2], ARGV[1]) end
end

local documents = redis.call('GET', prefix .. 'd')
if not documents then
  documents = mint
  redis.call('SET', prefix .. 'd', documents, 'PX', ARGV[5])
end

-- An incarnation says when it was minted, which is at the first BEGIN after an invalidation: late rather than early.
-- Whoever begins before it has settled may read from where the change has not arrived, and is given no lease.
local settling, settle_ms = 0, tonumber(ARGV[10])
if settle_ms > 0 then
  for _, incarnation in ipairs({ workspace, scope, tag, documents }) do
    local seconds, micros = string.match(incarnation, ':(%d+)%.(%d+)$')
    if seconds and seconds * 1000 + math.floor(micros / 1000) + settle_ms > server_ms then settling = 1 end
  end
end

local granted = 'none'
if ARGV[8] ~= '' and settling == 0 then
  local owner, lease_end, lease_tag = string.match(lease or '', '^(%S+) (%d+) (%S+)$')
  if owner and owner ~= ARGV[8] and tonumber(lease_end) > server_ms and lease_tag == tag then
    granted = 'held'
  else
    granted = 'granted'
    redis.call('HSET', KEYS[2], 'l:' .. ARGV[1],
      ARGV[8] .. ' ' .. string.format('%.0f', server_ms + ARGV[9]) .. ' ' .. tag)
  end
end
return { 'miss', reason, granted, workspace, scope, tag, documents, replication, settling }
`,
);
