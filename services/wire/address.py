"""The forms that DATELINE_REDIS_URL may have."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from redis.connection import parse_url  # pyright: ignore[reportUnknownVariableType]  # untyped

_PORTS = {"sentinel": 26379, "cluster": 6379}

Host = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a Redis is to be found.

    `plain` is a URL that redis-py understands. Asked through a Sentinel or a node of a cluster, its host is only one of
    `hosts`, and the server is whichever these name: the one with the name `master`, or with a key's slot.
    """

    plain: str
    through: Literal["sentinel", "cluster"] | None = None
    hosts: tuple[Host, ...] = ()
    master: str = ""
    sentinel_username: str | None = None
    sentinel_password: str | None = None


def parse(url: str) -> Address:
    """Read a URL: redis, rediss or unix; with +sentinel or +cluster, of several hosts. Raises ValueError."""
    parts = urlsplit(url)
    scheme, _, through = parts.scheme.partition("+")
    if not through:
        parse_url(url)
        return Address(url)
    if scheme not in ("redis", "rediss") or through not in ("sentinel", "cluster"):
        raise ValueError("unknown scheme")
    login, at, places = parts.netloc.rpartition("@")
    hosts = tuple(_host(place, _PORTS[through]) for place in places.split(","))
    path = [unquote(part) for part in parts.path.split("/") if part]
    query = dict(parse_qsl(parts.query))
    sentinel_login = query.pop("sentinel_username", None), query.pop("sentinel_password", None)
    database = path[-1] if len(path) == (2 if through == "sentinel" else 1) else "0"
    if (through == "sentinel" and len(path) not in (1, 2)) or (through == "cluster" and database != "0"):
        raise ValueError("no master is named" if through == "sentinel" else "a cluster has one database")
    # Host and port are put in later: redis-py would not take several.
    plain = f"{scheme}://{login}{at}located.invalid/{int(database)}?{urlencode(query)}"
    parse_url(plain)
    return Address(plain, through, hosts, path[0] if through == "sentinel" else "", *sentinel_login)


def _host(place: str, port: int) -> Host:
    parts = urlsplit(f"//{place}")
    if not parts.hostname:
        raise ValueError("a host has no name")
    return parts.hostname, parts.port or port
