#!lua
-- Keep or give back entries, but only those that are still this worker's: others may have taken them meanwhile.
--
-- KEYS: stream
-- ARGV: group, consumer, 'renew' or milliseconds to hand back with, then entry ids
-- Renewing sets the idle time to zero. Handing back sets it past the minimum, so that others take the entry at once,
-- and takes this delivery off its count, since nothing went wrong with it. JUSTID leaves the count alone.

local stream, group, consumer, idle = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
local kept = 0
for at = 4, #ARGV do
  local pending = redis.call('XPENDING', stream, group, ARGV[at], ARGV[at], 1)[1]
  if pending and pending[2] == consumer then
    if idle == 'renew' then
      redis.call('XCLAIM', stream, group, consumer, 0, ARGV[at], 'JUSTID')
    else
      local deliveries = math.max(pending[4] - 1, 0)
      redis.call('XCLAIM', stream, group, consumer, 0, ARGV[at], 'IDLE', idle, 'RETRYCOUNT', deliveries, 'JUSTID')
    end
    kept = kept + 1
  end
end
return kept
