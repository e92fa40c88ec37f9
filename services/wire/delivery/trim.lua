#!lua flags=allow-oom
-- Trim a stream below the first entry that any group still needs. A full server allows it: it frees memory.
--
-- KEYS: stream
-- ARGV: the most to remove, then the groups that must be there
-- Returns how many entries were removed. A group needs what is pending in it and all that comes after its last delivered
-- entry. Every group on the stream counts; a missing one would have the whole stream to do, so nothing is removed then.

local stream, most = KEYS[1], ARGV[1]

local missing = {}
for at = 2, #ARGV do
  missing[ARGV[at]] = true
end

-- An id is two unsigned numbers of 64 bits, more than Lua's numbers hold, without leading zeros.
local function before(one, other)
  local one_time, one_number = one:match('(%d+)-(%d+)')
  local other_time, other_number = other:match('(%d+)-(%d+)')
  if one_time == other_time then
    one_time, other_time = one_number, other_number
  end
  if #one_time ~= #other_time then
    return #one_time < #other_time
  end
  return one_time < other_time
end

local first_needed = '18446744073709551615-18446744073709551615'
local function needed(entry)
  local id = entry and entry[1]
  if id and before(id, first_needed) then
    first_needed = id
  end
end

if redis.call('EXISTS', stream) == 0 then
  return 0
end
for _, info in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
  local group = {}
  for at = 1, #info, 2 do
    group[info[at]] = info[at + 1]
  end
  missing[group.name] = nil
  needed(redis.call('XRANGE', stream, '(' .. group['last-delivered-id'], '+', 'COUNT', 1)[1])
  if group.pending > 0 then
    needed(redis.call('XPENDING', stream, group.name, '-', '+', 1)[1])
  end
end
if next(missing) then
  return 0
end

-- Whole nodes of the stream first, which can be limited; the rest of one is then little work.
local removed = redis.call('XTRIM', stream, 'MINID', '~', first_needed, 'LIMIT', most)
if removed < most / 2 then
  removed = removed + redis.call('XTRIM', stream, 'MINID', '=', first_needed)
end
return removed
