"""Errors that people cause, each as one line: what is wrong, then what to do."""

import os
import sqlite3
from errno import EDQUOT, EFBIG, EIO, ENOSPC

from pydantic import ValidationError
from pydantic_settings import SettingsError
from redis.exceptions import RedisError

from services.console.refusal import Refusal
from services.enrich.entities.recogniser import ModelUnusable
from services.enrich.places.gazetteer import GazetteerError
from services.ingest.wrong_sources import WrongSources
from services.store.protocol import UnusableDatabase
from services.wire.failures import Transient
from services.wire.masked import masked
from services.wire.redis_errors import what_redis_says
from services.wire.settings import Settings, SeveralPipelines

_DISK = (ENOSPC, EDQUOT, EFBIG, EIO)
_MAKE_ROOM = "make room, or choose another disk"


def explain(error: Exception) -> list[str]:
    """One line a mistake; none for an error that is our own fault and deserves its traceback."""
    match error:
        case ValidationError() if error.title.endswith("Settings"):
            return wrong_settings(error)
        case WrongSources():
            return list(error.lines)
        case Refusal() | SeveralPipelines() | UnusableDatabase() | ModelUnusable() | GazetteerError():
            line = str(error)
        case SettingsError():
            line = f"{error}: dateline settings lists what can be set"
        case RedisError():
            line = what_redis_says(error, Settings().redis())
        case Transient():
            line = f"{error}: try again"
        case sqlite3.OperationalError():
            line = f"the database does not work ({error}): check DATELINE_DATABASE_URL and DATELINE_DATA_DIR"
        case OSError() if error.filename is not None:
            line = f"{error.filename}: {_reason(error)}"
        case OSError() if error.errno in _DISK:
            line = f"it can't be written ({os.strerror(error.errno).lower()}): {_MAKE_ROOM}"
        case _:
            return []
    return [line]


def _reason(error: OSError) -> str:
    if error.errno in _DISK:
        return f"{os.strerror(error.errno).lower()}: {_MAKE_ROOM}"
    missing = isinstance(error, FileNotFoundError | IsADirectoryError | NotADirectoryError)
    todo = "check the path" if missing else "choose another place, or mend its permissions"
    return f"{(error.strerror or str(error)).lower()}: {todo}"


def wrong_settings(error: ValidationError) -> list[str]:
    """A line for each setting with a value that does not fit."""
    return [
        f"{environment_name(each['loc'])} is {_given(each['input'])}: {each['msg'].removeprefix('Value error, ')}"
        for each in error.errors(include_url=False)
    ]


def _given(value: object) -> str:
    return repr(masked(str(value)))


def environment_name(loc: tuple[int | str, ...]) -> str:
    """The environment variable of a setting, told by where pydantic found it."""
    return "_".join(("DATELINE", *(str(part) for part in loc))).upper()
