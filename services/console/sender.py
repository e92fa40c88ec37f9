"""Adding messages to the raw stream, many in one round trip."""

from redis import Redis
from redis.exceptions import RedisError

from services.console.redis_errors import what_redis_says
from services.console.refusal import Refusal
from services.wire.streams import BODY, RAW

_MOST_ENTRIES = 200
_MOST_BYTES = 4_000_000


class Sender:
    """Holds messages back until there are enough for a round trip. `sent` counts what Redis has confirmed."""

    def __init__(self, redis: Redis) -> None:
        self.sent = 0
        self._redis = redis
        self._held: list[bytes] = []
        self._bytes = 0

    def add(self, payload: bytes) -> None:
        """Send a message, now or with the next ones. Raises Refusal."""
        self._held.append(payload)
        self._bytes += len(payload)
        if len(self._held) >= _MOST_ENTRIES or self._bytes >= _MOST_BYTES:
            self.flush()

    def flush(self) -> None:
        """Send what is held back. Raises Refusal, which says how many went in altogether."""
        held, self._held, self._bytes = self._held, [], 0
        pipeline = self._redis.pipeline(transaction=False)  # pyright: ignore[reportUnknownMemberType]  # an untyped argument
        for payload in held:
            pipeline.xadd(RAW, {BODY: payload})
        try:
            answers = pipeline.execute(raise_on_error=False)
        except RedisError as error:
            raise self._stopped(error, f", perhaps up to {len(held)} more") from error
        refused = [answer for answer in answers if isinstance(answer, Exception)]
        self.sent += len(answers) - len(refused)
        if refused:
            raise self._stopped(refused[0]) from refused[0]

    def _stopped(self, error: Exception, unsure: str = "") -> Refusal:
        went_in = f"published {self.sent} articles to {RAW}{unsure}, then stopped"
        return Refusal(f"{went_in}: {what_redis_says(error)}; publish the same again, each article counts once")
