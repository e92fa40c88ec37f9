#!lua flags=no-writes
-- One look at a consumer group: all its numbers are of the same moment, and the entries stay in the server.
--
-- KEYS: stream
-- ARGV: group
-- Returns: length of the stream; entries waiting (-1: unknown); entries pending; consumers; the id after which they
--          wait; ids of the first waiting and the first pending entry ('' for none); the time in seconds, microseconds.
-- A missing group has the whole stream to do.

local stream, group = KEYS[1], ARGV[1]

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

local after, length = found['last-delivered-id'], redis.call('XLEN', stream)
local waiting, pending = first_after('(' .. after), ''
if found.pending > 0 then
  pending = redis.call('XPENDING', stream, group, '-', '+', 1)[1][1]
end

-- XINFO's own lag is null once entries were deleted that the group had not read, and wrong once they were trimmed.
local lag
if waiting == '' then
  lag = 0
elseif waiting == first_after('-') then
  lag = length
else
  lag = found.lag and math.max(1, math.min(found.lag, length)) or -1
end

local now = redis.call('TIME')
return { length, lag, found.pending, found.consumers, after, waiting, pending, now[1], now[2] }
