"""The forms that DATELINE_REDIS_URL may have."""

from dataclasses import dataclass
from typing import Any, Literal, cast
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from redis.connection import Connection, parse_url  # pyright: ignore[reportUnknownVariableType]  # untyped
from redis.exceptions import RedisError

PARAMETERS = frozenset(
    ("client_name", "health_check_interval", "socket_connect_timeout", "socket_keepalive", "socket_timeout")
)
"""What may stand after ? in every URL. redis-py takes more, of which some would break what reads the answers."""

TLS_PARAMETERS = frozenset(
    (
        "ssl_ca_certs",
        "ssl_ca_path",
        "ssl_cert_reqs",
        "ssl_certfile",
        "ssl_check_hostname",
        "ssl_ciphers",
        "ssl_keyfile",
        "ssl_password",
    )
)
"""What may also stand there with rediss."""

_LOGIN = frozenset(("db", "username", "password"))
"""Redis-py takes these there, too. A cluster and Sentinels have one place for each."""

_PORTS = {"sentinel": 26379, "cluster": 6379}

Host = tuple[str, int]


class WrongParameter(ValueError):
    """Something after ? can't be meant. Says nothing of what it is: it may be half a password."""


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
    if scheme != "unix" and "@" in parts.path + parts.fragment:
        raise ValueError("a password with @ and / or # in it: the host would be a piece of it")
    if not through:
        _check(url, PARAMETERS | _LOGIN)
        return Address(url)
    if scheme not in ("redis", "rediss") or through not in ("sentinel", "cluster"):
        raise ValueError("unknown scheme")
    login, at, places = parts.netloc.rpartition("@")
    hosts = tuple(_host(place, _PORTS[through]) for place in places.split(","))
    path = [unquote(part) for part in parts.path.split("/") if part]
    master, database = _in_sentinels(path) if through == "sentinel" else _in_cluster(path)
    query = dict(parse_qsl(parts.query))
    sentinel_login = None, None
    if through == "sentinel":
        sentinel_login = query.pop("sentinel_username", None), query.pop("sentinel_password", None)
    # Host and port are put in later: redis-py would not take several.
    plain = f"{scheme}://{login}{at}located.invalid/{database}?{urlencode(query)}"
    _check(plain, PARAMETERS)
    return Address(plain, through, hosts, master, *sentinel_login)


def _in_sentinels(path: list[str]) -> tuple[str, int]:
    if len(path) not in (1, 2):
        raise ValueError("no master is named")
    return path[0], int(path[1]) if path[1:] else 0


def _in_cluster(path: list[str]) -> tuple[str, int]:
    if path not in ([], ["0"]):
        raise ValueError("a cluster has one database")
    return "", 0


def _check(plain: str, parameters: frozenset[str]) -> None:
    """Raise ValueError for what redis-py would stumble over, or pass over, when it connects."""
    parts = urlsplit(plain)
    options = cast("dict[str, Any]", parse_url(plain))
    if parts.scheme != "unix" and parts.path.strip("/") and "db" not in options:
        raise ValueError("the database is no number")
    if parts.scheme == "rediss":
        parameters |= TLS_PARAMETERS
    if not {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)} <= parameters:
        raise WrongParameter
    kind = options.pop("connection_class", Connection)
    try:
        kind(**options)  # which connects to nothing yet
    except RedisError as error:
        raise WrongParameter from error


def _host(place: str, port: int) -> Host:
    parts = urlsplit(f"//{place}")
    if not parts.hostname:
        raise ValueError("a host has no name")
    return parts.hostname, parts.port or port
