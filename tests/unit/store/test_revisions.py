from hypothesis import given
from hypothesis import strategies as st

from services.store.protocol import Saved
from services.store.revisions import Content, Revisions
from services.wire.messages import Engine, EnrichedArticle


def sent(content: str, revision: int, entry: str) -> EnrichedArticle:
    return EnrichedArticle(
        id="a",
        revision=revision,
        content_hash=content,
        entry=entry,
        published="2012-12-29",
        published_from="stated",
        language="en",
        text=content,
        engine=Engine(dateline="0.1.0"),
    )


def test_the_first_article_gets_the_suggested_revision():
    assert Revisions().admit(sent("A", 4, "1-0")) == Saved(4, "new")


def test_the_same_content_from_the_same_entry_is_a_redelivery():
    assert Revisions({1: Content("A", "1-0")}).admit(sent("A", 1, "1-0")) == Saved(1, "redelivery")


def test_the_same_content_from_another_entry_is_a_duplicate():
    assert Revisions({1: Content("A", "1-0")}).admit(sent("A", 1, "2-0")) == Saved(1, "duplicate")


def test_content_of_an_earlier_revision_is_a_duplicate_whatever_is_suggested():
    known = Revisions({1: Content("A", "1-0"), 2: Content("B", "2-0")})
    assert known.admit(sent("A", 3, "3-0")) == Saved(1, "duplicate")


def test_a_taken_revision_gives_way_to_the_one_after_the_highest():
    known = Revisions({1: Content("A", "1-0"), 7: Content("B", "2-0")})
    assert known.admit(sent("C", 1, "3-0")) == Saved(8, "new")


ARTICLES = st.builds(sent, st.sampled_from("ABC"), st.integers(-2, 5), st.sampled_from(["1-0", "2-0", "3-0"]))


@given(st.lists(ARTICLES))
def test_nothing_is_new_twice_and_no_revision_is_given_twice(articles):
    known = Revisions()
    first = [known.admit(article) for article in articles]
    new = [saved.revision for saved in first if saved.outcome == "new"]
    assert len(new) == len(set(new)) == len(known.known)
    assert all(revision >= 1 for revision in new)
    for article in articles:
        again = known.admit(article)
        assert again.outcome != "new"
        assert known.known[again.revision].content_hash == article.content_hash
