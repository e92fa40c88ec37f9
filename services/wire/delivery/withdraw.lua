#!lua flags=allow-oom
-- Take entries out of a stream, whether a worker has them or not: its hop then finds nothing to acknowledge.
--
-- KEYS: stream, totals
-- ARGV: group, counter, then entry ids
-- Returns how many of them the group still had to do: those waited or were pending, and are counted. Others are done, and
-- were there for another group that reads the stream.

local stream, totals, group, counter = KEYS[1], KEYS[2], ARGV[1], ARGV[2]

local kind = redis.call('TYPE', totals).ok
if kind ~= 'none' and kind ~= 'hash' then
  return redis.error_reply('WRONGTYPE ' .. totals .. ' is a ' .. kind .. ' where Dateline keeps a hash')
end

-- A missing group has the whole stream to do.
local last_delivered = '0-0'
if redis.call('EXISTS', stream) == 1 then
  for _, info in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
    if info[2] == group then
      for at = 1, #info, 2 do
        if info[at] == 'last-delivered-id' then
          last_delivered = info[at + 1]
        end
      end
    end
  end
end

local function waits(id)
  return #redis.call('XRANGE', stream, '(' .. last_delivered, id, 'COUNT', 1) == 1
    and #redis.call('XRANGE', stream, id, id) == 1
end

local taken = 0
for at = 3, #ARGV do
  local id = ARGV[at]
  if waits(id) or redis.call('XACK', stream, group, id) == 1 then
    taken = taken + 1
  end
  redis.call('XDEL', stream, id)
end
if taken > 0 then
  redis.call('HINCRBY', totals, counter, taken)
end
return taken
