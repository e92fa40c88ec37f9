"""Reading an entry of the raw stream, in each of the shapes in which people send articles."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from pydantic_core import from_json

from services.ingest.embargo import refuse_withheld
from services.ingest.fields import article_from, is_known
from services.ingest.json_values import objects
from services.wire.failures import Poison
from services.wire.messages import RawArticle
from services.wire.messages.envelope import open_envelope, read_data
from services.wire.streams import BODY

# How FastStream's own `broker.publish` begins (BinaryMessageFormatV1): this, a version of two bytes, then two
# big-endian integers of four bytes, of which the second is the offset of the message.
_FASTSTREAM = b"\x89BIN\r\n\x1a\n"
_FASTSTREAM_DATA = slice(14, 18)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A raw article as it came in. `traceparent` is that of its CloudEvent, if it came in one."""

    article: RawArticle
    traceparent: str | None = None


def read_entry(fields: Mapping[bytes, bytes], max_bytes: int) -> Incoming:
    """The article in a stream entry: flat fields, or a JSON object or CloudEvent in the field `__data__`.

    Raises Poison, with a reason of one line, for anything else, for an entry of more than `max_bytes` bytes, and for
    one that holds neither headline nor body.
    """
    if not fields:
        raise Poison("no fields in the entry")
    size = sum(len(name) + len(value) for name, value in fields.items())
    if size > max_bytes:
        raise Poison(f"too large: {size} bytes, more than DATELINE_MAX_BYTES ({max_bytes})")
    payload = fields.get(BODY.encode())
    incoming = Incoming(_flat(fields)) if payload is None else _message(payload)
    if not (incoming.article.headline or "").strip() and not incoming.article.body.strip():
        raise Poison("neither headline nor body text")
    return incoming


def _flat(fields: Mapping[bytes, bytes]) -> RawArticle:
    named = {name.decode(errors="replace"): value for name, value in fields.items()}
    return article_from({name: _decoded(value, name) for name, value in named.items() if is_known(name)})


def _message(payload: bytes) -> Incoming:
    if payload.startswith(_FASTSTREAM):
        payload = payload[int.from_bytes(payload[_FASTSTREAM_DATA], "big") :]
    text = _decoded(payload, BODY).removeprefix("\ufeff")
    try:
        given: object = from_json(text)
    except ValueError as error:
        raise Poison(f"not JSON: {error}") from error
    if not isinstance(given, dict):
        raise Poison(f"the JSON must be an object, not {type(given).__name__}")
    if "specversion" not in given:
        return Incoming(article_from(cast("dict[str, object]", given)))
    envelope = open_envelope(text)
    for data in objects(envelope.data):
        refuse_withheld(data)
    return Incoming(read_data(envelope, RawArticle), envelope.traceparent)


def _decoded(value: bytes, name: str) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError as error:
        raise Poison(f"not UTF-8: field {name!r} at byte {error.start}") from error
