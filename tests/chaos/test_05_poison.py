"""Scenario 5: one percent of what is published can't be processed, or kills or hangs its worker."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass

import marked_enrich
from ledger import Sent
from marked_enrich import HOLDS, KILLS, LOOPS
from publishing import article, articles

from services.wire.messages import RawArticle, encode
from services.wire.messages.versions import BY_MODEL

EVENT = json.loads(encode(RawArticle(body="The bridge opened."), source="test"))
NEWER = EVENT | {"dataschema": f"urn:dateline:article:raw:{BY_MODEL[RawArticle].version + 1}"}


def entry(**fields: bytes) -> Sent:
    return Sent({name.encode(): value for name, value in fields.items()}, None)


@dataclass(frozen=True)
class Poison:
    """Something that can't be processed: how to make the one of a number, and what its dead letter must say."""

    make: Callable[[int], Sent]
    reason: str


POISON = (
    Poison(lambda number: entry(__data__=b'{"headline": "Bridge no %d op' % number), "not JSON"),
    Poison(lambda number: entry(body=b"caf\xe9 no %d" % number), "not UTF-8"),
    Poison(lambda number: entry(__data__=b'{"body": {"number": %d}}' % number), "must be text"),
    Poison(lambda number: entry(__data__=json.dumps(NEWER | {"id": f"{number}"}).encode()), "newer than this reader's"),
    Poison(lambda number: article(number, f"bridge that {KILLS}"), "killed its worker"),
    Poison(lambda number: article(number, f"bridge that {LOOPS}"), "killed its worker"),
    Poison(lambda number: article(number, f"bridge that {HOLDS}"), "killed its worker"),
)


def test_poison_dies_with_its_original_bytes_and_its_neighbours_are_stored(trial, long):
    each = 8 if long else 1
    bad = [(poison.make(number), poison.reason) for poison in POISON for number in range(each)]
    published = [*(sent for sent, _ in bad), *articles(99 * len(bad))]
    random.Random(5).shuffle(published)
    trial.crew.programs["enrich"] = [marked_enrich.__file__]
    trial.crew.environment |= {
        "DATELINE_TIME_LIMIT": "2",
        "DATELINE_MAX_DELIVERIES": "3" if long else "2",
        "DATELINE_DEAD_KEPT": "2",  # so that the others move to the database
    }
    trial.start(enrich=3)
    trial.publish(published)
    trial.faults = len(bad)
    account = trial.settle("5  one percent poison", seconds=900 if long else 120)
    assert len(account.dead) == len(bad)
    for letter in trial.letters():
        (expected,) = [reason for sent, reason in bad if sent == trial.ledger.sent[letter.entry]]
        assert expected in letter.reason
