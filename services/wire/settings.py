"""Settings that every service has. Each stands in the environment under `DATELINE_` and its name."""

from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from redis.connection import parse_url  # pyright: ignore[reportUnknownVariableType]  # untyped

REDIS_NOTE = "redis.url"
"""The file in the data directory in which the embedded server notes its URL."""


class Settings(BaseSettings):
    """What every service needs to know of the place it runs in."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_", env_ignore_empty=True, frozen=True)

    data_dir: Path = Field(default=Path("dateline-data"), description="Directory of the embedded Redis and of SQLite.")
    redis_url: str | None = Field(
        default=None,
        description="Redis server; default: what DATA_DIR/redis.url says, else localhost.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="Least level logged.")

    @field_validator("redis_url")
    @classmethod
    def _names_a_server(cls, url: str | None) -> str | None:
        try:
            parse_url(url or "redis://")
        except ValueError:  # which may quote half a password
            raise ValueError("no URL of a Redis; write it as redis://:PASSWORD@HOST:PORT/0") from None
        return url

    def redis(self) -> str:
        """The URL of the Redis server: as set, else as the embedded server noted it, else the usual port."""
        if self.redis_url:
            return self.redis_url
        note = self.data_dir / REDIS_NOTE
        return note.read_text().strip() if note.is_file() else "redis://127.0.0.1:6379/0"
