#!lua
-- Remove a consumer that leaves, unless something is still pending for it: XGROUP DELCONSUMER would drop that.
--
-- KEYS: stream
-- ARGV: group, consumer

if #redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 1, ARGV[2]) == 0 then
  return redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2])
end
return 0
