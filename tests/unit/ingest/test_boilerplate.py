"""Lines of a page or feed that are no part of the article."""

from datetime import UTC, datetime

import pytest

from services.ingest.boilerplate import is_boilerplate
from services.ingest.page import read_page


@pytest.mark.parametrize(
    "line",
    [
        "The post A bridge opens appeared first on The Wire.",
        "Continue reading…",
        "Read more »",
        "Read the full story here",
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Share this article",
        "Follow us on Mastodon",
        "Sign up for our weekly newsletter",
        "View this email in your browser",
        "View in browser",
        "View this newsletter in a browser: https://wire.example/1?id=2",
        "Unsubscribe | Update your preferences",
    ],
)
def test_calls_of_a_publisher_are_boilerplate(line: str):
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Read more than ten books a year and you are ahead of most, the survey found.",
        "Share this burden, the minister asked of her colleagues.",
        "Advertisements for gambling will be banned from July 1.",
        "The post of ambassador has been vacant since March.",
        "The story continues in the next chapter, which nobody has seen.",
        "Unsubscribed voters",
        "",
    ],
)
def test_sentences_that_begin_alike_are_not(line: str):
    assert not is_boilerplate(line)


def test_a_piece_of_html_is_read_without_it():
    html = (
        '<p>It opened.</p><p>The post <a href="/a">A bridge opens</a> appeared first on <a href="/">The Wire</a>.</p>'
    )
    assert read_page(html, datetime(2013, 1, 2, tzinfo=UTC)).body == "It opened."
