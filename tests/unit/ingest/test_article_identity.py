"""Which article it is, and which content of it."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.identity import article_id, canonical_url, content_hash


def identity(
    url: str | None = None,
    source: str | None = None,
    own_id: str | None = None,
    headline: str | None = "A",
    body: str = "B",
) -> str:
    return article_id(url=url, source=source, own_id=own_id, headline=headline, body=body)


PAGE = "https://news.example/world/2012?a=1&b=2"


@pytest.mark.parametrize(
    "same",
    [
        "http://news.example/world/2012?a=1&b=2",
        "HTTPS://News.Example/world/2012?a=1&b=2",
        "https://news.example:443/world/2012?a=1&b=2",
        "https://news.example/world/2012/?a=1&b=2",
        "https://news.example/world/2012?b=2&a=1",
        "https://news.example/world/2012?a=1&b=2#comments",
        "https://news.example/world/2012?utm_source=x&a=1&UTM_Medium=y&b=2&fbclid=z",
        "https://news.example/world/2012?a=1&gclid=1&b=2&mc_cid=2&mc_eid",
        " https://news.example/world/2012?a=1&b=2\n",
    ],
)
def test_ways_to_write_the_url_of_one_page_are_one_article(same: str):
    assert identity(same) == identity(PAGE)


@pytest.mark.parametrize(
    "other",
    [
        "https://news.example/world/2012?a=1&b=3",
        "https://news.example/World/2012?a=1&b=2",
        "https://other.example/world/2012?a=1&b=2",
        "https://news.example:8080/world/2012?a=1&b=2",
        "https://news.example/world/2012?a=1&b=2&utmost=1",
    ],
)
def test_other_pages_are_other_articles(other: str):
    assert identity(other) != identity(PAGE)


def test_the_url_goes_before_everything_else():
    assert identity(PAGE, "s", "7", "A", "B") == identity(PAGE, "t", "8", "C", "D")


@pytest.mark.parametrize(
    "useless",
    [
        "",
        "mailto:desk@news.example",
        "news.example/world",
        "https://news.example/",
        "https://news.example/?utm_source=x",
        "http://[::1",
        "http://news.example:port/a",
        "https:///a",
        "http://" + "a" * 300 + "\udcff/b",
    ],
)
def test_a_url_that_names_no_page_gives_way_to_the_id_of_the_source(useless: str):
    assert identity(useless, "s", "7") == identity(None, "s", "7")


def test_the_same_id_from_two_sources_is_two_articles():
    assert identity(None, "s", "7") != identity(None, "t", "7")


def test_the_id_of_the_source_goes_before_the_content():
    assert identity(None, "s", "7", "A", "B") == identity(None, "s", "7", "C", "D")


@pytest.mark.parametrize("own_id", [None, "", "  "])
def test_without_url_and_id_the_content_decides(own_id: str | None):
    assert identity(None, "s", own_id, "A", "B") == identity(None, "t", None, "A", "B")
    assert identity(None, "s", own_id, "A", "B") != identity(None, "s", own_id, "A", "C")


def test_content_is_compared_without_case_and_white_space():
    assert identity(headline="Storm HITS", body="the  coast\n\nagain") == identity(
        headline="storm hits the", body="coast again"
    )


def test_kinds_of_identity_never_meet():
    assert identity(None, "", "x", None, "x") != identity(None, None, None, None, "x")


def test_an_id_is_sixteen_hexadecimal_digits():
    assert len(identity(PAGE)) == len(f"{int(identity(PAGE), 16):016x}") == 16


def test_the_content_hash_is_thirty_two_hexadecimal_digits():
    assert len(content_hash("A", "B")) == len(f"{int(content_hash('A', 'B'), 16):032x}") == 32


def test_the_content_hash_ignores_how_lines_are_broken():
    assert content_hash("A", "B\nC") == content_hash(None, "A\n\nB C")


@pytest.mark.parametrize(("headline", "body"), [("A", "C"), ("a", "B"), (None, "B"), ("A", "B.")])
def test_any_other_letter_is_another_content(headline: str | None, body: str):
    assert content_hash(headline, body) != content_hash("A", "B")


def test_an_international_name_and_its_escaped_path_are_one_page():
    assert canonical_url("https://news.example/zürich") == canonical_url("https://news.example/z%C3%BCrich")


PARAMETERS = st.lists(st.tuples(st.sampled_from("abcdef"), st.text()), min_size=1, unique_by=lambda one: one[0])


@given(PARAMETERS.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_the_order_of_parameters_makes_no_difference(orders):
    first, second = (
        "https://news.example/a?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in order)
        for order in orders
    )
    assert identity(first) == identity(second)


@given(st.text() | st.text(st.sampled_from("htps:/?#[]@%&=.a1")).map("http://".__add__))
def test_no_url_raises_anything(url: str):
    assert len(identity(url)) == 16


@given(st.text(st.sampled_from("/?#%&=.a1é")).map("http://x.example/".__add__))
def test_a_canonical_url_is_its_own(url: str):
    once = canonical_url(url)
    assert once is None or canonical_url(once) == once
