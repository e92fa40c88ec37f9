"""Delivery with a fault put in on purpose, to see that the tests find it."""

from redis.asyncio import Redis

FAULTS = {
    "the hop doesn't ask whether its acknowledgement was the first": (
        "if redis.call('XACK', source, group, id) == 1 then",
        "redis.call('XACK', source, group, id)\n  if true then",
    ),
    "the hop acknowledges and passes nothing on": ("redis.call('XADD', target, '*', '__data__', message)", ""),
    "a dead letter is added without the fence": (
        "if redis.call('XACK', source, group, id) == 1 then",
        "if redis.call('XACK', source, group, id) == 1 or name == 'dead' then",
    ),
    "a content is passed on and not remembered": ("redis.call('HSET', identity, hash, revision)", ""),
    "a content that is stored is not remembered as such": ("redis.call('HSET', identity, hash, STORED)", ""),
    "a content counts as stored when it is passed on": (
        "redis.call('HSET', identity, hash, revision)",
        "redis.call('HSET', identity, hash, STORED)",
    ),
    "renewing leaves the idle time": ("redis.call('XCLAIM', stream, group, consumer, 0, id, 'JUSTID')", ""),
    "an entry is taken from a worker that was heard of": ("local taken = {}\n", "local taken = {}\nsilence = 0\n"),
    "trimming doesn't mind a missing group": ("if next(missing) then", "if false then"),
    "a replayed letter stays": ("redis.call('XDEL', dead, id)", ""),
    "renewing takes back what others have taken": (
        "if entry and entry[2] == consumer then",
        "if entry and (entry[2] == consumer or operation == 'renew') then",
    ),
    "a worker that leaves drops what is pending for it": ("if found == 0 then", "if true then"),
    "a dead letter can be replayed twice": ("redis.call('ZADD', ended, redis.call('TIME')[1], id)", ""),
    "the hop passes on without acknowledging": ("redis.call('XACK', source, group, id) == 1", "true"),
    "the hop deletes what another group may want": ("if alone then", "if true then"),
    "the hop deletes what was not acknowledged": (
        "  if redis.call('XACK', source, group, id) == 1 then",
        "  redis.call('XDEL', source, id)\n  if redis.call('XACK', source, group, id) == 1 then",
    ),
    "the hop keeps what is done": ("if alone then", "if false then"),
    "an identity is marked before the acknowledgement": (
        "    known = redis.pcall('HGET', identity, ARGV[at + 2])",
        "    known = redis.pcall('HGET', identity, ARGV[at + 2])\n    redis.call('HSETNX', identity, ARGV[at + 2], 1)",
    ),
    "what was known of one entry is taken for the next": ("known = redis", "known = known or redis"),
    "duplicates aren't counted": ("count('duplicates')", ""),
    "handing back takes what others have taken": (
        "if entry and entry[2] == consumer then",
        "if entry and (entry[2] == consumer or operation == 'hand-back') then",
    ),
    "renewing counts as a delivery": ("consumer, 0, id, 'JUSTID')", "consumer, 0, id)"),
    "handing back counts as a delivery": (
        "math.max(entry[4] - 1, 0), 'JUSTID')\n    else",
        "entry[4], 'JUSTID')\n    else",
    ),
    "leaving counts as a delivery": ("local deliveries = math.max(entry[4] - 1, 0)", "local deliveries = entry[4]"),
    "giving up takes the delivery off": (
        "consumer, 0, id, 'IDLE', idle, 'JUSTID')",
        "consumer, 0, id, 'IDLE', idle, 'RETRYCOUNT', entry[4] - 1, 'JUSTID')",
    ),
    "several that may be to blame are taken at once": ("if #taken == 0 or deliveries == 0 then", "if true then"),
    "one to blame is taken beside others": ("        if deliveries > 0 then\n          break\n        end\n", ""),
    "the worker is told one delivery too few": ("{ claimed, deliveries + 1 }", "{ claimed, deliveries }"),
    "a consumer is removed with what is pending for it": ("other.pending == 0 and ", ""),
    "trimming looks at the last delivered entry alone": ("if group.pending > 0 then", "if false then"),
    "trimming looks at the pending entries alone": (
        "needed(redis.call('XRANGE', stream, '(' .. group['last-delivered-id'], '+', 'COUNT', 1)[1])",
        "",
    ),
    "trimming removes the first entry that is needed": (
        "local removed = redis.call(",
        "local removed = redis.call('XDEL', stream, first_needed) + redis.call(",
    ),
    "trimming removes nothing": ("if next(missing) then", "if true then"),
    "a letter is ended and not replayed": ("redis.call('XADD', target, '*', unpack(ARGV, 3))", ""),
}
"""What is wrong -> the part of a script that does it right, and what stands there instead."""


FOUND_SOON = list(FAULTS)[:8]
"""One of each kind."""


class TamperedRedis(Redis):
    """A client that puts one of the faults into every script that it is given."""

    fault: str

    def _tampered(self, script: str) -> str:
        return script.replace(*FAULTS[self.fault])

    def register_script(self, script):
        return super().register_script(self._tampered(script))

    def eval(self, script, numkeys, *keys_and_args):
        return super().eval(self._tampered(script), numkeys, *keys_and_args)
