"""The versioned messages that the services exchange."""

from services.wire.messages.annotations import Entity, Mention, Place, Timex
from services.wire.messages.article import CleanArticle, Engine, EnrichedArticle, RawArticle, body_of
from services.wire.messages.envelope import Envelope, decode, encode

__all__ = [
    "CleanArticle",
    "Engine",
    "EnrichedArticle",
    "Entity",
    "Envelope",
    "Mention",
    "Place",
    "RawArticle",
    "Timex",
    "body_of",
    "decode",
    "encode",
]
