#!lua flags=no-writes
-- A page of a stream that memory can bear: so many entries, fewer where they are large, none only at the end.
--
-- KEYS: stream
-- ARGV: XRANGE or XREVRANGE, where to begin, where to end, most entries, bytes at which a page is full

local command, from, to = ARGV[1], ARGV[2], ARGV[3]
local page, bytes = {}, 0
while #page < tonumber(ARGV[4]) and bytes < tonumber(ARGV[5]) do
  local entry = redis.call(command, KEYS[1], from, to, 'COUNT', 1)[1]
  if not entry then
    break
  end
  for _, part in ipairs(entry[2]) do
    bytes = bytes + #part
  end
  page[#page + 1] = entry
  from = '(' .. entry[1]
end
return page
