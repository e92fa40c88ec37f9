"""What publishing finds in e-mail."""

import pytest

from services.console.readers.found import BadContent, Found, Problem
from services.console.readers.mail import read_email, read_mbox
from services.wire.messages import RawArticle

HEAD = """From: "The Wire" <desk@wire.example>
Subject: =?utf-8?q?A_caf=C3=A9_opens?=
Date: Sat, 29 Dec 2012 10:00:00 +0100
Message-ID: <1@wire.example>
Archived-At: <https://wire.example/1>
MIME-Version: 1.0
"""
BODY = "The café on the bridge opened on Friday, the day after it had been meant to, and closed on Saturday. " * 3
BOTH = """Content-Type: multipart/alternative; boundary=x

--x
Content-Type: text/plain; charset=utf-8

{plain}
--x
Content-Type: text/html; charset=utf-8

<p>{html}</p>
--x--
"""


def article(message: str | bytes) -> RawArticle:
    (only,) = read_email(message if isinstance(message, bytes) else message.encode(), "here")
    assert isinstance(only, RawArticle)
    return only


def mailbox(content: bytes) -> list[Found]:
    return list(read_mbox(content.splitlines(keepends=True), "here"))


def reason(message: str) -> str:
    with pytest.raises(BadContent) as caught:
        article(message)
    return str(caught.value)


def test_a_message_is_an_article():
    assert article(f"{HEAD}Content-Type: text/plain; charset=utf-8\n\n{BODY}") == RawArticle(
        id="1@wire.example",
        url="https://wire.example/1",
        source="The Wire",
        headline="A café opens",
        body=BODY,
        published="Sat, 29 Dec 2012 10:00:00 +0100",
    )


def test_the_text_part_goes_before_the_html_part():
    one = article(HEAD + BOTH.format(plain=BODY, html="Other"))
    assert (one.body.strip(), one.content_type) == (BODY.strip(), "text/plain")


@pytest.mark.parametrize("plain", ["", "Read this in your browser."])
def test_the_html_part_is_taken_where_there_is_hardly_any_text(plain: str):
    one = article(HEAD + BOTH.format(plain=plain, html=BODY))
    assert (one.body.strip(), one.content_type) == (f"<p>{BODY}</p>", "text/html")


def test_a_message_without_a_text_part_says_so():
    assert reason(f"{HEAD}Content-Type: image/png\n\nabc") == "an e-mail without a text part, of 'image/png'"


def test_a_signature_is_no_part_of_the_article():
    assert article(f"{HEAD}\n{BODY}\n-- \nThe Wire\nUnsubscribe").body.strip() == BODY.strip()


def test_calls_to_leave_or_to_read_elsewhere_are_no_part_of_it():
    text = f"View this email in your browser <https://wire.example/1>\n\n{BODY}\n\nUnsubscribe: https://wire.example/2"
    assert article(f"{HEAD}\n{text}").body.strip() == BODY.strip()


def test_lines_that_were_broken_for_sending_are_joined():
    flowed = "Content-Type: text/plain; format=flowed\n\nOne line \nthat goes on.\n\nAnother."
    assert article(HEAD + flowed).body == "One line that goes on.\n\nAnother."


@pytest.mark.parametrize("charset", ["", "; charset=windows-1252", "; charset=none-such"])
def test_text_of_an_encoding_that_is_wrong_or_missing_is_read(charset: str):
    message = f"{HEAD}Content-Type: text/plain{charset}\nContent-Transfer-Encoding: 8bit\n\n{BODY}"
    assert article(message.encode("cp1252")).body == BODY


def test_a_mailbox_has_many_messages():
    one = f"From desk Sat Dec 29 10:00:00 2012\n{HEAD}\n{BODY}\n\n>From here on.\n\n"
    first, second = mailbox((one + one).encode())
    assert first == second
    assert isinstance(first, RawArticle)
    assert first.body.rstrip().endswith("\n\nFrom here on.")


def test_a_message_that_is_no_article_has_its_number_and_the_others_pass():
    begin = "From desk Sat Dec 29 10:00:00 2012\n"
    bad, good = mailbox(f"{begin}Content-Type: image/png\n\nabc\n\n{begin}{HEAD}\n{BODY}".encode())
    assert bad == Problem("here: message 1", "an e-mail without a text part, of 'image/png'")
    assert isinstance(good, RawArticle)


def test_an_empty_mailbox_says_so():
    with pytest.raises(BadContent, match="empty"):
        mailbox(b"\n\n")


def test_a_header_that_would_take_its_parser_minutes_is_refused():
    assert reason("From: " + '"' * 3_000 + f"\n\n{BODY}") == "a header From of more than 2,000 characters"
    part = f"--x\nContent-Type: text/plain; {'a;' * 2_000}\n\n{BODY}\n--x--\n"
    message = f"{HEAD}Content-Type: multipart/mixed; boundary=x\n\n{part}"
    assert reason(message) == "a header Content-Type of more than 2,000 characters"


def test_the_head_of_a_page_is_no_part_of_the_article():
    page = f"<!DOCTYPE html><html><HEAD><title>Other</title></head><body class='a'><p>{BODY}</p></body></html>"
    assert article(f"{HEAD}Content-Type: text/html\n\n{page}").body.strip() == f"<p>{BODY}</p>"
