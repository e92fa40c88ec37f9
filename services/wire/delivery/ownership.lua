#!lua flags=allow-oom
-- Keep or give up entries, but only those that are still this worker's: others may have taken them meanwhile.
--
-- KEYS: stream
-- ARGV: group, consumer, operation, milliseconds past which others take an entry, then entry ids
-- Operations:
--   renew      set the idle time to zero
--   hand-back  let others take it at once, and take this delivery off its count, since nothing went wrong with it
--   give-up    let others take it at once, with this delivery counted
-- JUSTID leaves the count alone. Nothing here needs memory that matters: a full server must be able to go on.

local stream, group, consumer, operation, idle = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local kept = 0
for at = 5, #ARGV do
  local id = ARGV[at]
  local pending = redis.pcall('XPENDING', stream, group, id, id, 1)
  if pending.err then  -- the group is gone, and what was pending with it
    return kept
  end
  local entry = pending[1]
  if entry and entry[2] == consumer then
    if operation == 'renew' then
      redis.call('XCLAIM', stream, group, consumer, 0, id, 'JUSTID')
    elseif operation == 'hand-back' then
      redis.call('XCLAIM', stream, group, consumer, 0, id, 'IDLE', idle, 'RETRYCOUNT', math.max(entry[4] - 1, 0), 'JUSTID')
    else
      redis.call('XCLAIM', stream, group, consumer, 0, id, 'IDLE', idle, 'JUSTID')
    end
    kept = kept + 1
  end
end
return kept
