"""Stories: one report in all the papers that carry it.

Articles whose texts are alike belong to one story, and so do all revisions of an article. What is alike to the same is
of the same story, so that the order in which articles arrive makes no difference. A story has the key of the article
that began it; where an article turns out to join two, the older key stays.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

MOST_SHARING = 8
"""Articles looked at that share one number of a signature, the newest: a footer may be in many thousands."""
MOST_COMPARED = 8
"""Articles whose text is compared with that of a new one, the most similar."""


@dataclass(frozen=True, slots=True)
class Links:
    """What an article may have to do with others, all by their keys.

    `own` is another revision of it, for one stands for all: they are of one story; None where there is no other.
    `similar` are articles that share numbers of its signature, the most similar first.
    """

    article: int
    own: int | None
    similar: Sequence[int]


def most_similar(shared: Iterable[tuple[int, int]]) -> list[int]:
    """Of (number, article) pairs, the articles that are most worth comparing, the best first.

    A number counts the more, the fewer share it: phrases of a footer or of a template are in many articles.
    """
    sharing = defaultdict[int, list[int]](list)
    for number, article in shared:
        sharing[number].append(article)
    worth = defaultdict[int, float](float)
    for articles in sharing.values():
        for article in articles:
            worth[article] += 1 / len(articles)
    return sorted(worth, key=lambda article: (-worth[article], -article))[:MOST_COMPARED]


def similar_before(signed: Mapping[int, Iterable[int]]) -> dict[int, list[int]]:
    """For each of these articles those before it that share numbers of its signature, as `most_similar`.

    Of what is saved together, a database can't tell: it would offer the newest copies of a report, which are all new.
    """
    seen = defaultdict[int, list[int]](list)
    found: dict[int, list[int]] = {}
    for key, numbers in signed.items():
        found[key] = most_similar((number, other) for number in numbers for other in seen[number][-MOST_SHARING:])
        for number in numbers:
            seen[number].append(key)
    return found


@dataclass(frozen=True, slots=True)
class Joined:
    """The story of each new article, and the stories that are now part of an older one."""

    stories: Mapping[int, int]
    merged: Mapping[int, int]


def join(new: Iterable[Links], stories: Mapping[int, int], alike: Callable[[int, int], bool]) -> Joined:
    """Find the stories of new articles. `stories` has that of each article, new or linked to, that has one."""
    older: dict[int, int] = {}

    def story(article: int) -> int:
        found = stories.get(article, article)
        while found in older:
            found = older[found]
        return found

    links = list(new)
    for link in links:
        if link.own is not None:
            _merge(story(link.article), story(link.own), older)
        for other in link.similar:
            if story(link.article) != story(other) and alike(link.article, other):
                _merge(story(link.article), story(other), older)
    known = set(stories.values())
    return Joined(
        {link.article: story(link.article) for link in links},
        {merged: story(merged) for merged in older if merged in known},
    )


def _merge(one: int, other: int, older: dict[int, int]) -> None:
    if one != other:
        older[max(one, other)] = min(one, other)
