"""Asking who serves a pipeline now: Sentinels know their master, each node of a cluster knows who has a key."""

import random
from typing import Any, cast

from redis import Redis
from redis.backoff import NoBackoff
from redis.connection import ConnectionPool, parse_url  # pyright: ignore[reportUnknownVariableType]  # untyped
from redis.exceptions import (
    AuthenticationError,
    ClusterDownError,
    ConnectionError,
    MovedError,
    NoPermissionError,
    TimeoutError,
)
from redis.retry import Retry

from services.wire.address import Address, Host
from services.wire.redis_errors import reason

_SECONDS = 2
"""What one of those who are asked may take."""

_MOST_MOVES = 5


class NotLocated(ConnectionError):
    """Nobody who was asked could tell. The text says in one line what they said instead."""


def locate(address: Address, key: str) -> Host:
    """The server for `key` at this moment, asking one host after the other in an order of chance.

    By chance, so that one who knows old things is not asked for ever. Blocks. Raises redis.RedisError.
    """
    ask = _ask_sentinel if address.through == "sentinel" else _ask_node
    said: list[str] = []
    down: ClusterDownError | None = None
    for host in random.sample(address.hosts, len(address.hosts)):
        try:
            return ask(address, host, key)
        except AuthenticationError:
            raise  # the other nodes would say the same
        except (ConnectionError, TimeoutError) as error:
            said.append(f"{host[0]}:{host[1]} says: {reason(error)}")
        except ClusterDownError as error:
            down = error  # as this node sees it, which may be the one that is cut off
    raise down or NotLocated("; ".join(said))


def _ask_sentinel(address: Address, host: Host, _: str) -> Host:
    options = {name: value for name, value in _options(address).items() if name not in ("username", "password")}
    login = {"username": address.sentinel_username, "password": address.sentinel_password}
    with _client(host, options | {name: value for name, value in login.items() if value}) as sentinel:
        try:
            asked = sentinel.execute_command("SENTINEL", "GET-MASTER-ADDR-BY-NAME", address.master)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # untyped
        except NoPermissionError as error:
            raise NotLocated(f"{error}: allow its user +sentinel|get-master-addr-by-name") from error
        except AuthenticationError as error:
            raise NotLocated(f"{error}: set sentinel_username and sentinel_password in the URL") from error
    found = cast("list[bytes] | None", asked)
    if not found:
        raise NotLocated(f"no master has the name {address.master!r}")
    master = found[0].decode(), int(found[1])
    _refuse_replica(address, master)
    return master


def _refuse_replica(address: Address, host: Host) -> None:
    """Raise NotLocated unless it is a master by its own account: a Sentinel hears of a failover a little late."""
    try:
        with _client(host, _options(address)) as client:
            told = cast("dict[str, object]", client.info("replication"))  # pyright: ignore[reportUnknownMemberType]  # untyped
    except AuthenticationError:
        raise
    except (ConnectionError, TimeoutError) as error:
        raise NotLocated(f"the master {host[0]}:{host[1]} can't be reached, {reason(error)}") from error
    if told["role"] != "master":
        raise NotLocated(f"the master {host[0]}:{host[1]} is a replica by now")


def _ask_node(address: Address, asked: Host, key: str) -> Host:
    host = asked
    for _ in range(_MOST_MOVES):
        try:
            with _client(host, _options(address)) as client:
                client.exists(key)
        except MovedError as moved:
            node, _, port = str(moved).rpartition(" ")[2].rpartition(":")
            host = node or host[0], int(port)  # an empty host is the one that was asked
        except (ConnectionError, TimeoutError) as error:
            if host == asked or isinstance(error, AuthenticationError):
                raise
            raise NotLocated(f"{key} is on {host[0]}:{host[1]}, which can't be reached, {reason(error)}") from error
        else:
            return host
    raise NotLocated(f"it is sent from node to node for {key}")


def _options(address: Address) -> dict[str, Any]:
    """How to connect, but for the host and the number of the database, which is the server's alone."""
    options = cast("dict[str, Any]", parse_url(address.plain))
    return {name: value for name, value in options.items() if name not in ("host", "port", "db")}


def _client(host: Host, options: dict[str, Any]) -> Redis:
    ours: dict[str, Any] = {
        "host": host[0],
        "port": host[1],
        "socket_connect_timeout": _SECONDS,
        "socket_timeout": _SECONDS,
        "retry": Retry(NoBackoff(), 0),
        "protocol": 3,  # of which the greeting clears away what TLS sends by itself: redis-py would stumble over it
    }
    return Redis.from_pool(ConnectionPool(**options | ours))
