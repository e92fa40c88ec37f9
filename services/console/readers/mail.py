"""E-mail: a newsletter is an article."""

import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr

from services.console.readers.content import MOST_BYTES, TOO_LARGE, decode
from services.console.readers.found import BadContent, Found
from services.ingest.boilerplate import is_boilerplate
from services.wire.messages import RawArticle

MESSAGE_BEGINS = re.compile(rb"From \S+ .{0,60}?\d\d:\d\d.{0,60}? \d{4}\b")
"""The line ahead of each message in a mailbox (RFC 4155): sender and time."""

_READ = (
    *("archived-at", "content-disposition", "content-language", "content-transfer-encoding", "content-type"),
    *("date", "from", "message-id", "subject"),
)
_LONGEST_HEADER = 2_000  # characters; Python's parsers of these headers take time with the square of it
_STUB = 200  # characters; a text part that only says where to read the HTML
_HEAD = re.compile(r"<head\b", re.IGNORECASE)
_HEAD_ENDS = re.compile(r"</head>", re.IGNORECASE)
_AROUND = re.compile(r"<!doctype[^<>]*>|</?(?:html|body)\b[^<>]*>", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- $.*", re.MULTILINE | re.DOTALL)
_SOFT_BREAK = re.compile(r"(?<!^--) \n")


def read_email(content: bytes, where: str) -> Iterator[Found]:
    """The article in one message. Raises BadContent."""
    if not content.strip():
        raise BadContent("empty")
    try:
        article = _article(message_from_bytes(content, policy=policy.default))
    except BadContent:
        raise
    except Exception as error:  # the parsers of headers promise none, and have raised several kinds
        raise BadContent(f"the e-mail can't be read: {type(error).__name__}") from error
    yield article


def read_mbox(lines: Iterable[bytes], where: str) -> Iterator[Found]:
    """The articles of a mailbox in order; a message that is none is a Problem. Raises BadContent if there is none."""
    number = 0
    for number, message in enumerate(_messages(lines), 1):
        try:
            if len(message) > MOST_BYTES:
                raise BadContent(TOO_LARGE)
            yield from read_email(message, where)
        except BadContent as error:
            yield error.at(f"{where}: message {number}")
    if not number:
        raise BadContent("empty")


def _messages(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The messages of a mailbox, each cut off past MOST_BYTES."""
    held: list[bytes] = []
    size, blank = 0, True
    for line in lines:
        if blank and MESSAGE_BEGINS.match(line):
            if held:
                yield b"".join(held)
            held, size = [], 0
        elif size <= MOST_BYTES and (held or line.strip()):
            held.append(line[1:] if line.startswith(b">From ") else line)
            size += len(line)
        blank = not line.strip()
    if held:
        yield b"".join(held)


def _check_headers(message: EmailMessage) -> None:
    for part in message.walk():
        for name, value in part.raw_items():
            if name.lower() in _READ and len(value) > _LONGEST_HEADER:
                raise BadContent(f"a header {name} of more than {_LONGEST_HEADER:,} characters")


def _article(message: EmailMessage) -> RawArticle:
    _check_headers(message)
    body, content_type = _body(message)
    name, address = parseaddr(str(message["from"] or ""))
    return RawArticle(
        id=str(message["message-id"] or "").strip(" <>") or None,
        url=str(message["archived-at"] or "").strip(" <>") or None,
        source=name or address or None,
        headline=str(message["subject"] or "").strip() or None,
        body=body,
        content_type=content_type,
        published=str(message["date"] or "") or None,
        language=str(message["content-language"] or "") or None,
    )


def _body(message: EmailMessage) -> tuple[str, str]:
    """The text and its media type: the text part, or the HTML part where there is hardly any text.

    HTML loses what makes it a page: in e-mail, all of it is article, and what layout there is, are tables.
    """
    plain, html = (_text(message.get_body((kind,))) for kind in ("plain", "html"))
    if html and len(plain.strip()) < _STUB:
        return _AROUND.sub("", _without_head(html)), "text/html"
    if plain.strip():
        return plain, "text/plain"
    raise BadContent(f"an e-mail without a text part, of {message.get_content_type()[:40]!r}")


def _without_head(html: str) -> str:
    begin = _HEAD.search(html)
    end = begin and _HEAD_ENDS.search(html, begin.end())
    return html[: begin.start()] + html[end.end() :] if begin and end else html


def _text(part: MIMEPart | None) -> str:
    content = part.get_payload(decode=True) if part else None
    if not part or not isinstance(content, bytes) or not content.strip():
        return ""
    text = decode(content, declared=part.get_content_charset()).replace("\r\n", "\n")
    if part.get_content_type() != "text/plain":
        return text
    if part.get_param("format") == "flowed":  # RFC 3676
        text = _SOFT_BREAK.sub(" " if part.get_param("delsp") != "yes" else "", text)
    text = _SIGNATURE.sub("", text)
    return "\n".join(line for line in text.split("\n") if not is_boilerplate(line))
