"""Which pipeline an article goes to."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from services.console.spread import choose

KEYS = st.binary(max_size=20)
PREFIXES = st.lists(st.text(max_size=5), min_size=1, max_size=6, unique=True)


@given(KEYS, PREFIXES, st.randoms())
def test_the_same_article_goes_to_the_same_pipeline_in_whatever_order_they_are_listed(key, prefixes, random):
    shuffled = random.sample(prefixes, len(prefixes))
    assert choose(key, prefixes) == choose(key, shuffled)


@given(KEYS, PREFIXES, st.text(max_size=5))
def test_where_a_pipeline_is_added_an_article_stays_or_goes_to_that_one(key, prefixes, added):
    assert choose(key, [*prefixes, added]) in (choose(key, prefixes), added)


def test_pipelines_get_about_as_much_each():
    counts = Counter(choose(str(number).encode(), ["{a}.", "{b}.", "{c}."]) for number in range(3_000))
    assert all(900 < count < 1_100 for count in counts.values())
