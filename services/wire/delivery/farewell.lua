#!lua flags=allow-oom
-- Hand back all that is pending for a worker, but what it has in hand. Where nothing is, it is no consumer any longer.
--
-- KEYS: stream
-- ARGV: group, consumer, milliseconds past which others take an entry, then ids that it has in hand
-- Returns how many were handed back. XGROUP DELCONSUMER drops what is pending, so it is called only where nothing is.
-- What counts is what Redis says, not the worker: an entry may have been delivered whose reply never reached it.

local stream, group, consumer, idle = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
local in_hand = {}
for at = 4, #ARGV do
  in_hand[ARGV[at]] = true
end

local found, handed_back = 0, 0
local from = '-'
repeat
  local pending = redis.pcall('XPENDING', stream, group, from, '+', 100, consumer)
  if pending.err then  -- the group is gone, and what was pending with it
    return 0
  end
  for _, entry in ipairs(pending) do
    local id = entry[1]
    if not in_hand[id] then
      local deliveries = math.max(entry[4] - 1, 0)
      redis.call('XCLAIM', stream, group, consumer, 0, id, 'IDLE', idle, 'RETRYCOUNT', deliveries, 'JUSTID')
      handed_back = handed_back + 1
    end
    found = found + 1
    from = '(' .. id
  end
until #pending == 0
if found == 0 then
  redis.call('XGROUP', 'DELCONSUMER', stream, group, consumer)
end
return handed_back
