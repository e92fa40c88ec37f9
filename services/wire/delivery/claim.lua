#!lua flags=allow-oom
-- Take over entries whose worker has been silent for too long.
--
-- KEYS: stream
-- ARGV: group, consumer, milliseconds of silence, how many at most
-- Returns the server's time and that of its newest entry, in milliseconds; then, per entry taken over, the entry and
-- how often it was delivered, this time included.
-- Entries that were handed back count no delivery and come many at once. One that was in hand when its worker died
-- comes alone: it may have been the cause, and a claim counts as a delivery, which only those may get that really run.

local stream, group, consumer, silence, most = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local newest = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
local added = newest and tonumber(newest[1]:match('%d+')) or 0

local taken = {}
repeat
  local silent = redis.pcall('XPENDING', stream, group, 'IDLE', silence, '-', '+', most)
  if silent.err then  -- the group is gone: it is made again elsewhere
    break
  end
  for _, pending in ipairs(silent) do
    local id, deliveries = pending[1], pending[4]
    if #taken == 0 or deliveries == 0 then
      -- An entry that was deleted meanwhile is dropped from the pending ones and not returned.
      local claimed = redis.call('XCLAIM', stream, group, consumer, silence, id)[1]
      if claimed then
        taken[#taken + 1] = { claimed, deliveries + 1 }
        if deliveries > 0 then
          break
        end
      end
    end
  end
until #silent == 0 or #taken > 0
return { now, added, taken }
