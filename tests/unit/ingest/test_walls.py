"""Pages that stand where an article should be, and articles that only look like them."""

from datetime import UTC, datetime

import pytest

from services.ingest.page import read_page
from services.wire.failures import Poison

RECEIVED = datetime(2013, 1, 2, 9, 30, tzinfo=UTC)
TEASER = "Russia urged President Bashar al-Assad on Friday to talk to the opposition, and named a place for it."
CUT_OFF = "Khatib told Al-Jazeera television that he would not go to Moscow, but to an Arab …"
NOT_FREE = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
CONSENT = """<h1>We value your privacy</h1><p>We and our 842 partners store and/or access information on a device,
such as cookies, and process personal data for personalised ads and content.</p><p>You may consent to our and our
partners' processing by a click on "Accept all", or reject all and manage your choices in our cookie policy.</p>"""


def page(*paragraphs: str, title: str = "Russia invites chief", head: str = "", after: str = "") -> str:
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head>"
        f"<body><article>{body}</article>{after}</body></html>"
    )


def reason(html: str) -> str:
    with pytest.raises(Poison) as caught:
        read_page(html, RECEIVED)
    return str(caught.value)


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to continue reading",
        "To continue reading, subscribe for £1 a week",
        "Create a free account to keep reading",
        "This article is for subscribers only",
        "You have reached your limit of 3 free articles this month",
        "Cet article est réservé aux abonnés",
    ],
)
def test_a_request_to_pay_in_the_place_of_the_rest_is_a_paywall(line: str):
    assert reason(page(TEASER, line)).startswith("behind a paywall: only the first ")


@pytest.mark.parametrize(
    ("head", "last", "after"),
    [
        (NOT_FREE, CUT_OFF, ""),
        (NOT_FREE, TEASER, "<aside>Subscribe to continue reading</aside>"),
        ("", CUT_OFF, "<aside>Subscribe to continue reading</aside>"),
    ],
)
def test_two_signs_of_a_paywall_will_do(head: str, last: str, after: str):
    assert reason(page(TEASER, last, head=head, after=after)).startswith("behind a paywall")


@pytest.mark.parametrize(
    ("head", "last", "after"),
    [
        (NOT_FREE, TEASER, ""),
        ("", CUT_OFF, ""),
        ("", TEASER, "<div hidden>Subscribe to continue reading</div>"),
        ("", TEASER, "<header>Already a subscriber? Log in</header>"),
    ],
)
def test_one_sign_of_a_paywall_is_none(head: str, last: str, after: str):
    assert TEASER in read_page(page(TEASER, last, head=head, after=after), RECEIVED).body


def test_a_request_to_pay_is_told_where_the_page_hardly_parts_it_from_the_teaser():
    asks = "<div><h3>This article is for subscribers only</h3><p>Subscribe now for a pound.</p><a>Sign in</a></div>"
    article = f"<article><h1>Talks</h1><p>{CUT_OFF[:-2]}</p>{asks}</article>"
    html = f"<html><head><title>Talks</title></head><body>{article}</body></html>"
    assert reason(html).startswith("behind a paywall")


def test_what_is_long_is_an_article_whatever_else_the_page_says():
    html = page(
        *(f"{number} days ago, {TEASER}" for number in range(15)),
        "Subscribe to continue reading",
        CUT_OFF,
        head=NOT_FREE,
    )
    assert len(read_page(html, RECEIVED).body) > 1_200


def test_an_article_about_paywalls_is_one():
    line = (
        "Readers will have to subscribe to continue reading after their fifth article, the newspaper's publisher said"
        " on Friday, and explained that it was losing money."
    )
    assert line in read_page(page(TEASER, line), RECEIVED).body


def test_a_request_for_consent_is_no_article():
    assert reason(page(title="The Ledger", after=CONSENT)) == "a request for consent (cookies), not an article"


def test_an_article_on_a_page_with_a_request_for_consent_is_one():
    assert (
        TEASER
        in read_page(
            page(*(f"{n} days ago, {TEASER}" for n in range(5)), after=f"<div class=cookie-banner>{CONSENT}</div>"),
            RECEIVED,
        ).body
    )


def test_an_article_about_cookies_is_one():
    line = (
        "Regulators fined the company on Friday because its pages had set cookies before anybody gave consent to them."
    )
    assert line in read_page(page(line, TEASER), RECEIVED).body


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Just a moment...", "Enable JavaScript and cookies to continue"),
        ("Access Denied", "You don't have permission to access this page on this server. Reference #18.2"),
        ("Page not found | The Ledger", "Sorry, we could not find the page that you were looking for."),
        ("404 Not Found", "nginx"),
        ("Not Found", "The requested URL was not found on this server."),
        ("The Ledger", "Please verify that you are a human by pressing the button for as long as it takes."),
    ],
)
def test_an_error_page_or_a_check_for_robots_is_no_article(title: str, line: str):
    assert reason(page(line, title=title)).startswith("an error page or a check for robots, not an article: ")


@pytest.mark.parametrize(
    "heading", ["Not Found", "502 Bad Gateway", "Internal Server Error", "Service Temporarily Unavailable"]
)
def test_the_bare_page_of_a_server_is_no_article(heading: str):
    html = f"<html><head><title>{heading}</title></head><body><h1>{heading}</h1><p>{'Nothing to see here. ' * 3}</p>"
    assert reason(html).startswith("an error page")


def test_a_headline_that_begins_like_an_error_is_one():
    assert read_page(page(TEASER, title="404 soldiers return from Mali on Friday after nine months abroad"), RECEIVED)
