"""The CloudEvents 1.0 envelope around every message (JSON event format)."""

import re
import uuid
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeGuard, TypeVar, cast

from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic_core import to_json

from services.wire.failures import Unreadable
from services.wire.messages.base import Message
from services.wire.messages.trail import Trail
from services.wire.messages.versions import BY_MODEL, BY_NAME, Data, upcast

M = TypeVar("M", bound=Message)


class Envelope(BaseModel):
    """The attributes of a CloudEvent as Dateline uses them. `subject` is the article's id."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    specversion: str = "1.0"
    id: str
    source: str
    type: str
    time: str | None = None
    subject: str | None = None
    dataschema: str | None = None
    datacontenttype: str = "application/json"
    traceparent: str | None = None
    trail: Any = None  # of which only our own stages know what it is
    data: Any = None

    @property
    def came_by(self) -> Trail | None:
        """What a well-formed W3C `traceparent` and the `trail` say of the message's way; without the former, None."""
        return Trail.of(self.traceparent, self.trail) if self.traceparent else None


def encode(
    message: Message, *, source: str, id: str | None = None, subject: str | None = None, trail: Trail | None = None
) -> bytes:
    """A message as the JSON bytes of a CloudEvent.

    `source` names the service that writes it. `id` is unique within that source: what is made from a stream entry
    takes the entry's, so that doing the work again makes the same event. `trail` is the way up to this message.
    """
    kind = BY_MODEL[type(message)]
    attributes = {
        "specversion": "1.0",
        "id": id or str(uuid.uuid4()),
        "source": f"dateline/{source}",
        "type": kind.name,
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "subject": subject,
        "dataschema": kind.dataschema,
        "datacontenttype": "application/json",
    }
    if trail:
        attributes |= trail.attributes()
    data = message.__pydantic_serializer__.to_json(message)
    return to_json(attributes)[:-1] + b',"data":' + data + b"}"


def open_envelope(payload: bytes | str) -> Envelope:
    """Read the attributes of a CloudEvent and leave `data` as it is. Raises Unreadable."""
    try:
        return Envelope.model_validate_json(payload)
    except ValidationError as error:
        raise Unreadable(f"not a CloudEvent: {first_problem(error)}") from error


def decode(payload: bytes | str, model: type[M]) -> tuple[Envelope, M]:
    """Read a CloudEvent that carries a `model`, in this version or an older one. Raises Unreadable."""
    kind = BY_MODEL[model]
    try:
        envelope = _envelope_of(model).model_validate_json(payload)
    except ValidationError:
        pass  # an older version, or something wrong that the steps below can name
    else:
        if envelope.type == kind.name and envelope.dataschema == kind.dataschema:
            return envelope, cast("M", envelope.data)
    envelope = open_envelope(payload)
    return envelope, read_data(envelope, model)


@cache
def _envelope_of(model: type[Message]) -> type[Envelope]:
    """An envelope whose data are a `model`: read in one pass, which takes half the time of two."""
    return create_model(f"{model.__name__}Envelope", __base__=Envelope, data=(model, ...))


def read_data(envelope: Envelope, model: type[M]) -> M:
    """The message in an envelope. Raises Unreadable for another type, a newer version or data that don't fit."""
    if envelope.type not in BY_NAME:
        raise Unreadable(f"unknown message type {envelope.type!r}")
    kind = BY_MODEL[model]
    if envelope.type != kind.name:
        raise Unreadable(f"a {envelope.type} where a {kind.name} belongs")
    version = _version(envelope, kind.version)
    if not _is_object(envelope.data):
        raise Unreadable(f"data of {kind.name} must be an object, not {type(envelope.data).__name__}")
    try:
        return model.model_validate(upcast(kind, version, envelope.data))
    except ValidationError as error:
        raise Unreadable(f"{kind.name} version {version}: {first_problem(error)}") from error


def _is_object(data: object) -> TypeGuard[Data]:
    return isinstance(data, dict)


def _version(envelope: Envelope, newest: int) -> int:
    if envelope.dataschema is None:
        return newest
    digits = re.search(r"(?<!\d)(\d{1,9})$", envelope.dataschema)  # Python converts no more than 4,300 digits
    version = int(digits[1]) if digits else 0
    if version < 1:
        raise Unreadable(f"dataschema {envelope.dataschema!r} names no version")
    if version > newest:
        raise Unreadable(f"version {version} of {envelope.type} is newer than this reader's ({newest}): upgrade it")
    return version


def first_problem(error: ValidationError) -> str:
    """The first thing that pydantic found wrong, as half a line: where, then what."""
    problem = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in problem["loc"])
    return f"{where}: {problem['msg']}" if where else problem["msg"]
