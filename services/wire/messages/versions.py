"""Which messages there are, which version of each this code writes, and how older ones are brought up to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from services.wire.messages.article import CleanArticle, EnrichedArticle, RawArticle
from services.wire.messages.base import Message

Data = dict[str, Any]  # JSON as it stands in `data`, before a model has read it
Upcast = Callable[[Data], Data]


@dataclass(frozen=True)
class Kind:
    """A type of message. `upcasts[n]` turns the data of version n into that of version n + 1."""

    name: str
    model: type[Message]
    version: int = 1
    upcasts: Mapping[int, Upcast] = field(default_factory=dict[int, Upcast])

    @cached_property
    def dataschema(self) -> str:
        """The URI that names this version (CloudEvents `dataschema`)."""
        return f"urn:{self.name.replace('.', ':')}:{self.version}"


def _as_it_is(data: Data) -> Data:
    return data


KINDS: tuple[Kind, ...] = (
    # 2: `retrieved` was added.
    Kind("dateline.article.raw", RawArticle, 2, {1: _as_it_is}),
    # 2: `home` was added. 3: `redo` was.
    Kind("dateline.article.clean", CleanArticle, 3, {1: _as_it_is, 2: _as_it_is}),
    # 2: dates say their `anchor` and `rule`; those of version 1 have none. 3: `redo` was added.
    Kind("dateline.article.enriched", EnrichedArticle, 3, {1: _as_it_is, 2: _as_it_is}),
)
BY_NAME = {kind.name: kind for kind in KINDS}
BY_MODEL = {kind.model: kind for kind in KINDS}


def upcast(kind: Kind, version: int, data: Data) -> Data:
    """Bring data of an older `version` up to the one that `kind.model` reads."""
    for older in range(version, kind.version):
        data = kind.upcasts[older](data)
    return data
