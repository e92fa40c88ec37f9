"""What holds for the store in whatever order, and however often, articles arrive."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stored_articles import article

from services.store.protocol import Saved
from services.wire.failures import Poison
from services.wire.messages import EnrichedArticle, Entity, Mention, Place, Timex

# One message for each raw entry: what ingest gives out as long as Redis keeps its memory.
HISTORY = [
    article(id, content, revision=revision, entry=f"{id}{revision}-0")
    for id, contents in {"a": "ABAC", "b": "XY", "c": "Z"}.items()
    for revision, content in enumerate(contents, 1)
]

once_or_more_in_any_order = st.permutations(HISTORY).flatmap(
    lambda order: st.lists(st.sampled_from(HISTORY), max_size=8).map(lambda again: [*order, *again])
)
in_database = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def stored(store) -> list[tuple[str, str, str]]:
    """Every stored revision as (id, content, entry)."""
    ids = [found.id for found in store.articles()]
    return [
        (found.id, found.content_hash, found.entry)
        for id in ids
        for revision in range(1, store.article(id).revision + 1)
        if (found := store.article(id, revision))
    ]


@in_database
@given(arrivals=once_or_more_in_any_order, size=st.integers(1, 5))
def test_any_order_and_repetition_ends_with_the_same_contents_and_the_same_latest_revision(new_backend, arrivals, size):
    store = new_backend().store()
    store.migrate()
    results = [
        result for start in range(0, len(arrivals), size) for result in store.save(arrivals[start : start + size])
    ]
    rows = stored(store)
    assert len(rows) == len(set(rows)), "the same entry twice"
    assert {(id, content) for id, content, _ in rows} == {(sent.id, sent.content_hash) for sent in HISTORY}
    assert {found.id: found.content_hash for found in store.articles()} == {"a": "C", "b": "Y", "c": "Z"}
    outcome = zip(arrivals, results, strict=True)
    new = [sent.entry for sent, result in outcome if isinstance(result, Saved) and result.outcome == "new"]
    assert sorted(new) == sorted(entry for *_, entry in rows)
    store.close()


@in_database
@given(
    arrivals=st.lists(
        st.builds(
            article,
            content=st.sampled_from("AB"),
            revision=st.integers(-1, 4),
            entry=st.sampled_from(["1-0", "2-0"]),
        ),
        max_size=12,
    )
)
def test_whatever_revisions_are_suggested_saving_again_changes_nothing(new_backend, arrivals):
    store = new_backend().store()
    store.migrate()
    store.save(arrivals)
    before = stored(store)
    assert all(isinstance(result, Saved) and result.outcome != "new" for result in store.save(arrivals))
    assert stored(store) == before
    store.close()


NUMBERS = st.integers(-(2**63), 2**63 - 1)
MAYBE = st.none() | st.text()
MENTIONS = st.builds(Mention, start=NUMBERS, end=NUMBERS, text=st.text())
PLACES = st.builds(
    Place,
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    confidence=st.floats(0, 1),
    country=MAYBE,
    admin1=MAYBE,
    geonames=NUMBERS,
)
ENTITIES = st.lists(
    st.builds(
        Entity,
        id=NUMBERS,
        mentions=st.lists(MENTIONS, max_size=3).map(tuple),
        place=st.none() | PLACES,
    ),
    max_size=3,
    unique_by=lambda entity: entity.id,
).map(lambda entities: tuple(sorted(entities, key=lambda entity: entity.id)))
DATES = st.lists(
    st.builds(Timex, start=NUMBERS, end=NUMBERS, value=MAYBE, mod=MAYBE, begin=MAYBE, end_before=MAYBE, rule=MAYBE),
    max_size=3,
).map(tuple)
ARTICLES = st.builds(
    EnrichedArticle,
    revision=st.integers(1, 2**63 - 1),
    url=MAYBE,
    source=MAYBE,
    headline=MAYBE,
    byline=MAYBE,
    published=st.from_regex(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2})?", fullmatch=True
    ),
    entities=ENTITIES,
    dates=DATES,
)


@in_database
@given(sent=ARTICLES)
def test_whatever_a_message_can_hold_comes_back_unchanged(new_backend, sent):
    store = new_backend().store()
    store.migrate()
    [result] = store.save([sent])
    # NUL is the one character that some databases can't hold; they must say so.
    assert list(store.articles()) == (
        [] if isinstance(result, Poison) and "\\u0000" in sent.model_dump_json() else [sent]
    )
    store.close()
