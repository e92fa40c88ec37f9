"""The JSON-LD of a page: what its publisher says of the article in it."""

import re
from collections.abc import Iterator
from html import unescape

from pydantic_core import from_json

from services.ingest.json_values import Object, first_text
from services.ingest.normalise import normalise, one_line
from services.ingest.schema_org import articles_in

_SCRIPT = re.compile(r"<script\b[^>]{0,300}?application/ld\+json[^>]{0,300}>", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]{0,300}>([^<]{1,1000})", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]{0,500}>")
_PARAGRAPH = re.compile(r"</p>|<br\s*/?>|</h\d>|</li>", re.IGNORECASE)
_WHOLE = 0.5  # of the text of the page; a body that is shorter is a summary
_LONGEST = 100_000  # characters: to compare takes time with the square of it
_ALL = 0.9  # of a body; the rest of it may be captions


def stated_article(html: str) -> Object:
    """The schema.org article that a page is about: the only one, or that in its title. Empty if there is none."""
    articles = [article for script in _scripts(html) for article in articles_in(script)]
    if len(articles) == 1:
        return articles[0]
    title = (one_line(unescape(match[1])) or "").casefold() if articles and (match := _TITLE.search(html)) else ""
    for article in articles:
        headline = one_line(first_text(article, "headline"))
        if headline and headline.casefold() in title:
            return article
    return {}


def stated_body(body: object) -> str:
    """The body that such an article states, normalised; empty if it states none."""
    text = _MARKUP.sub("", _PARAGRAPH.sub("\n\n", body)) if isinstance(body, str) else ""
    return normalise(text)


def body_of(lines: list[str], stated: str) -> str:
    """The body of an article of which the page shows `lines` and its publisher says that `stated` is the whole.

    What is stated has nothing that belongs to the page rather than the article, but often no paragraphs either: these
    are taken from the page. Some state a summary: then the page counts.
    """
    shown = "\n\n".join(lines)
    if len(stated) < _WHOLE * len(shown):
        return shown
    if "\n" in stated or len(stated) > _LONGEST:
        return stated
    words = _squeezed(stated)
    both = [line for line in lines if _squeezed(line) in words]
    return "\n\n".join(both) if sum(map(len, both)) >= _ALL * len(stated) else stated


def _scripts(html: str) -> Iterator[object]:
    """The values of the scripts; one that is no JSON is left out."""
    end = 0
    while match := _SCRIPT.search(html, end):
        end = html.find("</script", match.end())
        if end < 0:
            return
        try:
            yield from_json(html[match.end() : end])
        except ValueError:
            continue


def _squeezed(text: str) -> str:
    return "".join(text.split())
