"""The one list of event names that log lines use."""

from enum import StrEnum


class Event(StrEnum):
    """An event name with its meaning. Lines about an article carry `article_id` and `trace_id`."""

    meaning: str

    def __new__(cls, name: str, meaning: str) -> "Event":
        member = str.__new__(cls, name)
        member._value_ = name
        member.meaning = meaning
        return member

    ARTICLE_INGESTED = "article.ingested", "A raw article was cleaned, identified and passed on to enrich."
    ARTICLE_DUPLICATE = "article.duplicate", "The same content under the same id is stored already: nothing passed on."
    ARTICLE_ENRICHED = "article.enriched", "Language, entities and dates were found and passed on to store."
    ARTICLE_STORED = "article.stored", "The article is committed to the database."
    ARTICLE_REDONE = (
        "article.redone",
        "A stored article was enriched again: `replaced` says whether its record was, for want of a newer one.",
    )
    ARTICLE_DELETED = "article.deleted", "The article was deleted after this was published: it is not stored again."
    HOME_UNCLEAR = (
        "home.unclear",
        "The gazetteer lacks a part of where a source is at home (`home`), or has several such places: "
        "that part counts for nothing.",
    )
    ENTRY_DEAD = "entry.dead", "An entry can't be processed: it went to articles.dead with `reason`."
    ENTRY_CLAIMED = (
        "entry.claimed",
        "An entry of another worker was taken over; one that was delivered before runs alone.",
    )
    ENTRY_LOST = (
        "entry.lost",
        "Another worker acknowledged this entry first, or it was deleted: what was done here counts for nothing.",
    )
    ENTRY_RETURNED = (
        "entry.returned",
        "Entries not finished at a stop, or lost on their way here, were handed back for others to take at once.",
    )
    DEAD_MANY = (
        "dead.many",
        "Too many dead letters for Redis (DATELINE_DEAD_KEPT, or 64 MB): the oldest move to the database.",
    )
    DEAD_MOVED = "dead.moved", "They are few enough again: so many have moved."
    DEAD_WAITING = "dead.waiting", "Dead letters can't move to the database (`why`): they stay, and it is tried again."
    DEAD_RESUMED = "dead.resumed", "Dead letters can move again."
    ARTICLES_EXPIRED = (
        "articles.expired",
        "So many articles were stored longer ago than DATELINE_RETENTION: they are deleted.",
    )
    DEAD_EXPIRED = "dead.expired", "So many dead letters are older than DATELINE_RETENTION: they are deleted."
    DELETIONS_WAITING = (
        "deletions.waiting",
        "What is too old, or was deleted, can't be cleared away (`why`): it is tried again. "
        "Without DATELINE_RETENTION, `batch.waiting` alone tells of a database that is away.",
    )
    DELETIONS_RESUMED = "deletions.resumed", "It can be cleared away again."
    BATCH_WAITING = (
        "batch.waiting",
        "Something that the work needs is away or refuses (`why`): it waits and tries again.",
    )
    BATCH_RESUMED = "batch.resumed", "What the work was waiting for is back."
    SERVICE_STARTED = "service.started", "The service reads its stream."
    SERVICE_STOPPING = "service.stopping", "A signal came: the batch in hand is finished, nothing more is read."
    SERVICE_STOPPED = "service.stopped", "The service has stopped in good order."
    SERVICE_DIED = "service.died", "A child process of `dateline up` ended by itself."
    SERVICE_RESTARTING = "service.restarting", "`dateline up` starts a child process again after `seconds`."
    WORKER_FAILED = "worker.failed", "A worker ends itself (`why`), as a crash would: others take over its entries."
    REDIS_STARTED = "redis.started", "The embedded Redis answers."
    REDIS_UNREACHABLE = "redis.unreachable", "Redis does not answer or refuses (`why`): the service waits for it."
    REDIS_REACHABLE = "redis.reachable", "Redis answers again."
    REDIS_EVICTS = (
        "redis.evicts",
        "A full Redis deletes streams with this `policy`: set maxmemory-policy to noeviction, or articles get lost.",
    )
    GROUP_CREATED = "group.created", "A consumer group was missing and was made, at the beginning of its stream."
    PRESSURE_WAITING = "pressure.waiting", "The next stage has too much to do: nothing more is read for the time being."
    PRESSURE_RELIEVED = "pressure.relieved", "The next stage has caught up far enough: reading goes on."
    CONSUMERS_REMOVED = "consumers.removed", "Workers that were gone, with nothing in hand, were taken off their group."
    HEALTH_SERVED = "health.served", "The service answers /livez, /readyz and /metrics at `url`."
    HEALTH_UNAVAILABLE = "health.unavailable", "That address can't be had (`why`): the service works without them."
    TRACES_UNAVAILABLE = "traces.unavailable", "An OTLP endpoint is set, but no spans can be sent (`why`): none are."
    TRACES_WAITING = (
        "traces.waiting",
        "The collector of spans is away or refuses (`why`): the newest wait in a queue, older ones are dropped.",
    )
    TRACES_RESUMED = "traces.resumed", "The collector takes spans again."
    LIBRARY_WARNING = "library.warning", "A library logged a warning."
