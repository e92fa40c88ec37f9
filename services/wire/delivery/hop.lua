#!lua
-- The fenced hop: acknowledge each entry and, only where that acknowledgement was the first, add all that follows.
--
-- KEYS: source stream, target stream, dead letters, totals, announcements of what is stored, then for each `identify` and
--       `finish` the key that remembers the article's identity
-- ARGV: group, seconds identities are remembered, how many announcements are kept, then per entry an operation and its
--       arguments:
--         forward  id message
--         identify id content-hash head tail
--         finish   id counter article-id content-hash revision
--         dead     id counter n, then n names and values
-- Returns one number an entry: -1 acknowledged before by somebody else, 0 a duplicate, else passed on (the revision).
-- An identity is a hash: the number of revisions, and per content the one it was passed on as, or 0 once it is stored.
-- Content that is not known to be stored is passed on again, as the same revision: the first time it may have died on the
-- way. Whether it is a duplicate then shows in the database.
-- What is acknowledged is deleted, unless another consumer group may still want it: then trimming waits for that one.
-- So a group that is destroyed and made again at the beginning of the stream finds nothing that is done already.
-- A script that fails is not rolled back, so nothing between an XACK and its XADD may fail: kinds of keys are looked
-- at first, and the #!lua line makes a server at maxmemory refuse the script as a whole.

local source, target, dead, totals, announced = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local group, seconds, most = ARGV[1], ARGV[2], ARGV[3]

for key, kind in pairs({ [target] = 'stream', [dead] = 'stream', [totals] = 'hash', [announced] = 'stream' }) do
  local found = redis.call('TYPE', key).ok
  if found ~= 'none' and found ~= kind then
    return redis.error_reply('WRONGTYPE ' .. key .. ' is a ' .. found .. ' where Dateline keeps a ' .. kind)
  end
end

local groups = redis.pcall('XINFO', 'GROUPS', source)
local alone = not groups.err and #groups == 1

local counted = {}
local function count(name)
  counted[name] = (counted[name] or 0) + 1
end
local function write_counts()
  for name, number in pairs(counted) do
    redis.call('HINCRBY', totals, name, number)
  end
end

local STORED = 0
local known, identity
local operations = {}

function operations.forward(id, message)
  redis.call('XADD', target, '*', '__data__', message)
  return 1
end

function operations.identify(id, hash, head, tail)
  local revision = known or redis.call('HINCRBY', identity, 'revisions', 1)
  if not known then
    redis.call('HSET', identity, hash, revision)
  end
  redis.call('EXPIRE', identity, seconds)
  if revision == STORED then
    count('duplicates')
    return 0
  end
  redis.call('XADD', target, '*', '__data__', head .. string.format('%d', revision) .. tail)
  return revision
end

function operations.finish(id, counter, article, hash, revision)
  if counter == 'deleted' then
    redis.call('DEL', identity)
  elseif counter ~= 'redone' and redis.pcall('HEXISTS', identity, hash) == 1 then
    redis.call('HSET', identity, hash, STORED)
  end
  if counter == 'stored' or counter == 'redone' then
    redis.call('XADD', announced, 'MAXLEN', '~', most, '*', 'id', article, 'revision', revision, 'change', 'stored')
  end
  count(counter)
  return 1
end

local arity = { forward = 2, identify = 4, finish = 5 }
local results = {}
local at, identity_at = 4, 5
while at <= #ARGV do
  local name, id = ARGV[at], ARGV[at + 1]
  local last
  if name == 'dead' then
    last = at + 3 + 2 * tonumber(ARGV[at + 3])
  else
    last = at + arity[name]
  end
  if name == 'identify' or name == 'finish' then
    identity_at = identity_at + 1
    identity = KEYS[identity_at]
  end
  if name == 'identify' then
    known = redis.pcall('HGET', identity, ARGV[at + 2])
    if known and known.err then  -- a key of another kind; what was done so far counts
      write_counts()
      return known
    end
    known = known and tonumber(known)
  end
  local result = -1
  if redis.call('XACK', source, group, id) == 1 then
    if alone then
      redis.call('XDEL', source, id)
    end
    if name == 'dead' then
      redis.call('XADD', dead, '*', unpack(ARGV, at + 4, last))
      count(ARGV[at + 2])
      result = 1
    else
      result = operations[name](unpack(ARGV, at + 1, last))
    end
  end
  results[#results + 1] = result
  at = last + 1
end

write_counts()
return results
