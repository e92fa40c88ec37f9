#!lua flags=allow-oom
-- After the clock of the server went back: let all that is pending count as delivered now.
--
-- KEYS: stream
-- ARGV: group
-- Redis takes an entry that was delivered at what is now a later time for just delivered, until the clock is there
-- again: nobody could take it over for so long.

local stream, group = KEYS[1], ARGV[1]
local from = '-'
repeat
  local pending = redis.pcall('XPENDING', stream, group, from, '+', 1000)
  if pending.err then  -- the group is gone, and what was pending with it
    return
  end
  for _, entry in ipairs(pending) do
    redis.call('XCLAIM', stream, group, entry[2], 0, entry[1], 'JUSTID')
    from = '(' .. entry[1]
  end
until #pending == 0
