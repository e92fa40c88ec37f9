#!lua flags=allow-oom
-- A worker leaves: hand back all that is pending for it, or else remove it as a consumer.
--
-- KEYS: stream
-- ARGV: group, consumer, milliseconds past which others take an entry
-- Returns how many were handed back. XGROUP DELCONSUMER drops what is pending, so it is called only where nothing is.
-- What counts is what Redis says, not the worker: an entry may have been delivered whose reply never reached it.

local stream, group, consumer, idle = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
local handed_back = 0
local from = '-'
repeat
  local pending = redis.pcall('XPENDING', stream, group, from, '+', 100, consumer)
  if pending.err then  -- the group is gone, and what was pending with it
    return 0
  end
  for _, entry in ipairs(pending) do
    local deliveries = math.max(entry[4] - 1, 0)
    redis.call('XCLAIM', stream, group, consumer, 0, entry[1], 'IDLE', idle, 'RETRYCOUNT', deliveries, 'JUSTID')
    handed_back = handed_back + 1
    from = '(' .. entry[1]
  end
until #pending == 0
if handed_back == 0 then
  redis.call('XGROUP', 'DELCONSUMER', stream, group, consumer)
end
return handed_back
