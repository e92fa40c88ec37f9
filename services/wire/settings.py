"""Settings that every service has. Each stands in the environment under `DATELINE_` and its name."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.wire.address import WrongParameter, parse

REDIS_NOTE = "redis.url"
"""The file in the data directory in which the embedded server notes its URL."""


_FORMS = (
    "redis://:PASSWORD@HOST:PORT/0, with @ : / ? # in a password as %40 %3A %2F %3F %23; docs/redis.md has other forms"
)

_PREFIX = r"[^\s*?\[\]\\]*"

_HASH_TAG = r"^[^{]*\{[^}]+\}"
"""Of keys whose first braces hold the same text, all are on one node; see the Redis Cluster specification."""


class SeveralPipelines(Exception):
    """Several pipelines are named where one is to be. The text says so in one line."""


class Settings(BaseSettings):
    """What every service needs to know of the place it runs in."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_", env_ignore_empty=True, frozen=True)

    data_dir: Path = Field(default=Path("dateline-data"), description="Directory of the embedded Redis and of SQLite.")
    redis_url: str | None = Field(
        default=None,
        description="Redis server; default: what DATA_DIR/redis.url says, else localhost.",
    )
    stream_prefix: str = Field(
        default="",
        validate_default=True,
        description="What all keys in Redis begin with; publish, status and wait take several: {a}.,{b}.",
    )
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)] = Field(
        default="INFO", description="Least level logged."
    )

    @field_validator("redis_url")
    @classmethod
    def _names_a_server(cls, url: str | None) -> str | None:
        try:
            parse(url or "redis://")
        except WrongParameter:
            raise ValueError(
                "holds what may not stand after ? (ssl_... only with rediss://; a ? in a password is %3F): "
                "docs/redis.md lists what may"
            ) from None
        except ValueError:  # which may quote half a password
            raise ValueError(f"no URL of a Redis; write it as {_FORMS}") from None
        return url

    @field_validator("stream_prefix")
    @classmethod
    def _can_begin_keys(cls, prefixes: str, info: ValidationInfo) -> str:
        each = prefixes.split(",")
        if not all(re.fullmatch(_PREFIX, one) and "articles." not in one for one in each):
            raise ValueError("may not hold white space, *, ?, [, ], \\ or 'articles.'; write it as {a}. or {a}.,{b}.")
        if len(set(each)) < len(each):
            raise ValueError("names a prefix twice")
        address = parse(info.data.get("redis_url") or "redis://")
        if address.through == "cluster" and not all(re.search(_HASH_TAG, one) for one in each):
            raise ValueError("on a cluster, a prefix needs a hash tag, which keeps its keys together: write it as {a}.")
        return prefixes

    @property
    def prefixes(self) -> list[str]:
        """The prefixes of all pipelines that are meant."""
        return self.stream_prefix.split(",")

    @property
    def prefix(self) -> str:
        """The prefix of the one pipeline that is meant. Raises SeveralPipelines."""
        if len(self.prefixes) > 1:
            raise SeveralPipelines(
                f"DATELINE_STREAM_PREFIX names {len(self.prefixes)} pipelines ({self.stream_prefix}), and this works "
                f"on one: set it to one of them, such as {self.prefixes[0]}"
            )
        return self.stream_prefix

    def redis(self) -> str:
        """The URL of the Redis server: as set, else as the embedded server noted it, else the usual port."""
        if self.redis_url:
            return self.redis_url
        note = self.data_dir / REDIS_NOTE
        return note.read_text().strip() if note.is_file() else "redis://127.0.0.1:6379/0"
