#!lua flags=no-writes
-- One look at a consumer group: all its numbers are of the same moment, and the entries stay in the server.
--
-- KEYS: stream
-- ARGV: group; milliseconds without a sign of life after which a consumer does not count
-- Returns: length of the stream; entries waiting; entries pending; consumers that live; ids of the first waiting and the first
--          pending entry ('' for none); the time in seconds and microseconds.
-- A missing group has the whole stream to do.

local stream, group, silence = KEYS[1], ARGV[1], tonumber(ARGV[2])

local found = { ['last-delivered-id'] = '0-0', pending = 0, consumers = 0 }
if redis.call('EXISTS', stream) == 1 then
  for _, info in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
    if info[2] == group then
      for at = 1, #info, 2 do
        found[info[at]] = info[at + 1]
      end
    end
  end
end

local function first_after(id)
  local entry = redis.call('XRANGE', stream, id, '+', 'COUNT', 1)[1]
  return entry and entry[1] or ''
end

local length, pending = redis.call('XLEN', stream), ''
local waiting = first_after('(' .. found['last-delivered-id'])
if found.pending > 0 then
  pending = redis.call('XPENDING', stream, group, '-', '+', 1)[1][1]
end

-- XINFO's own lag is null, or wrong, after some deletions and after trimming by hand, until the group has caught up.
local lag
if waiting == '' then
  lag = 0
elseif waiting == first_after('-') then
  lag = length
else
  lag = math.max(1, math.min(found.lag or length - found.pending, length))
end

local living = 0
if found.consumers > 0 then
  for _, info in ipairs(redis.call('XINFO', 'CONSUMERS', stream, group)) do
    for at = 1, #info, 2 do
      if info[at] == 'idle' and info[at + 1] < silence then
        living = living + 1
      end
    end
  end
end

local now = redis.call('TIME')
return { length, lag, found.pending, living, waiting, pending, now[1], now[2] }
