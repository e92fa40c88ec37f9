"""The two kinds of failure, told apart by type: what passes by waiting, and what never will."""


class Transient(Exception):
    """Something around us is away (the database, Redis, the disk): wait and try the same work again."""


class Poison(Exception):
    """This entry can't ever work: it becomes a dead letter. The text says why, in one line."""


class Unreadable(Poison):
    """The bytes are not a message that this version can read."""
