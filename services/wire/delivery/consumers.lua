#!lua flags=allow-oom
-- Say that a consumer lives, and remove those of its group that are gone and have nothing pending: XGROUP DELCONSUMER
-- would drop that.
--
-- KEYS: stream
-- ARGV: group, consumer, milliseconds without a sign of life after which a consumer is gone
-- Returns the names of those removed.

local stream, group, consumer, silence = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3])

-- Reading what is pending for it after a very late id gives nothing, and counts as a sign of life. Reading new entries
-- does not on Redis 7.0 where there are none. (The very last id would not do: Redis takes it for new entries.)
local beyond = '18446744073709551615-0'
local read = redis.pcall('XREADGROUP', 'GROUP', group, consumer, 'STREAMS', stream, beyond)
if read and read.err then
  return read.err:find('NOGROUP') and {} or read
end

local removed = {}
for _, info in ipairs(redis.call('XINFO', 'CONSUMERS', stream, group)) do
  local other = {}
  for at = 1, #info, 2 do
    other[info[at]] = info[at + 1]
  end
  if other.pending == 0 and other.idle >= silence and other.name ~= consumer then
    redis.call('XGROUP', 'DELCONSUMER', stream, group, other.name)
    removed[#removed + 1] = other.name
  end
end
return removed
