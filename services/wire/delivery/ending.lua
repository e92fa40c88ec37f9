#!lua
-- End a dead letter: replay it, or drop it. Once, whoever asks, however often, wherever the letter is kept.
--
-- KEYS: dead letters, ids that were ended, totals, and for a replay the stream that takes the entry
-- ARGV: id of the letter, and for a replay its stage, what it is counted as, then names and values of the entry
-- Returns 1, or 0 where it had been ended before.
-- What could fail comes first: kinds of keys, then the XADD. Nothing is rolled back.

local dead, ended, totals, target = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, stage, counter = ARGV[1], ARGV[2], ARGV[3]

local kinds = { [dead] = 'stream', [ended] = 'zset', [totals] = 'hash' }
if target then
  kinds[target] = 'stream'
end
for key, kind in pairs(kinds) do
  local found = redis.call('TYPE', key).ok
  if found ~= 'none' and found ~= kind then
    return redis.error_reply('WRONGTYPE ' .. key .. ' is a ' .. found .. ' where Dateline keeps a ' .. kind)
  end
end

if redis.call('ZSCORE', ended, id) then
  return 0
end
if target then
  redis.call('XADD', target, '*', unpack(ARGV, 4))
end
redis.call('XDEL', dead, id)
redis.call('ZADD', ended, redis.call('TIME')[1], id)
if target then
  redis.call('HINCRBY', totals, 'replayed.' .. stage, 1)
  if tonumber(redis.call('HGET', totals, counter) or 0) > 0 then -- after a FLUSHALL, others began to count anew
    redis.call('HINCRBY', totals, counter, -1)
  end
end
return 1
