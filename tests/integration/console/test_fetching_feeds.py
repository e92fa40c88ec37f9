"""Fetching feeds from a real server that behaves well, badly, or not at all."""

import gzip
import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from feed_server import FeedServer, answer, feed_server, rss

from services.console.feeds.errors import FetchError
from services.console.feeds.fetch import Fetched, Validators, fetch
from services.console.feeds.http import LIMITS, MOST_BYTES, Limits

IMPATIENT = Limits(silence=0.3, whole=0.8)
NEW = Validators()
CERTIFICATE = Path(__file__).with_name("self_signed.pem")  # of localhost, and of nobody else


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as running:
        yield running


def fetched(url: str, known: Validators = NEW, limits: Limits = LIMITS) -> Fetched | None:
    return fetch(url, known, private=True, limits=limits)


def refusal(url: str, limits: Limits = LIMITS) -> FetchError:
    with pytest.raises(FetchError) as refused:
        fetched(url, limits=limits)
    assert "\n" not in str(refused.value)
    return refused.value


def test_a_feed_comes_with_its_address_its_encoding_and_what_tells_whether_it_changes(server):
    url = server.page(
        "/a", answer(200, rss(1), ETag='"v1"', Last_Modified="Mon", Content_Type="text/xml; charset=latin-1")
    )
    assert fetched(url) == Fetched(rss(1), url, "latin-1", Validators('"v1"', "Mon"), None)


def test_a_server_is_told_what_is_known_and_who_asks(server):
    url = server.page("/a", answer(304))
    assert fetched(url, Validators('"v1"', "Mon")) is None
    [(_, headers)] = server.asked
    assert headers["if-none-match"] == '"v1"'
    assert headers["if-modified-since"] == "Mon"
    assert headers["user-agent"].startswith("dateline/")
    assert headers["host"] == server.origin.removeprefix("http://")


def test_what_is_packed_on_the_way_is_unpacked(server):
    url = server.page("/a", answer(200, gzip.compress(rss(1)), Content_Encoding="gzip"))
    assert fetched(url).content == rss(1)


def test_a_name_and_password_in_the_address_are_sent_and_not_shown(server):
    url = server.page("/a", answer(200, rss(1)))
    found = fetched(url.replace("127.0.0.1", "ana:s%20t@127.0.0.1"))
    assert found.url == url
    assert server.asked[0][1]["authorization"] == "Basic YW5hOnMgdA=="


def test_redirects_are_followed(server):
    last = server.page("/c", answer(200, rss(1)))
    server.page("/b", answer(302, Location=last))
    found = fetched(server.page("/a", answer(301, Location="b")))
    assert (found.url, found.moved) == (last, None)


def test_a_feed_that_has_moved_for_good_says_where_to(server):
    last = server.page("/b", answer(200, rss(1)))
    assert fetched(server.page("/a", answer(308, Location="/b"))).moved == last


def test_redirects_in_a_circle_are_left_after_five(server):
    server.page("/b", answer(302, Location="/a"))
    assert str(refusal(server.page("/a", answer(302, Location="/b")))) == "more than 5 redirects"
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "gopher://a.example/", "http://[::1", "http://a b/", "http://a\0b/"]
)
def test_a_redirect_to_what_is_no_web_address_is_not_followed(server, location):
    told = str(refusal(server.page("/a", answer(302, Location=location))))
    assert told.startswith("a redirect to")
    assert len(server.asked) == 1


def test_a_redirect_from_the_feeds_own_host_to_another_in_this_network_is_refused(server):
    elsewhere = server.page("/secret", answer(200, rss(1))).replace("127.0.0.1", "localhost")
    assert "localhost is " in str(refusal(server.page("/a", answer(302, Location=elsewhere))))
    assert [path for path, _ in server.asked] == ["/a"]


def test_a_server_in_this_network_is_not_asked_unless_it_is_meant(server):
    url = server.page("/a", answer(200, rss(1)))
    with pytest.raises(FetchError, match="an address inside this network"):
        fetch(url, NEW, private=False, limits=LIMITS)
    assert server.asked == []


@pytest.mark.parametrize(
    "url",
    [
        *("feed.xml", "ftp://a.example/f", "http:///f", "http://a.example:port/", "http://ä.example/", "http://[x/"),
        *("file:///etc/passwd", "gopher://a.example/"),
    ],
)
def test_an_address_that_is_none_of_a_feed_is_told(url):
    refusal(url)


@pytest.mark.parametrize("end", ["\r\nX-Evil: 1", "\nHost: b.example", "\t", " HTTP/1.1", "\x00"])
def test_no_line_break_in_an_address_smuggles_a_header_in(server, end):
    url = server.page("/a", answer(200, rss(1)))
    assert str(refusal(url + end)).startswith("its address holds spaces or letters beyond ASCII")
    assert server.asked == []


def test_a_server_that_says_nothing_is_given_up(server):
    url = server.page("/a", lambda _: server.ending.wait(30))
    assert str(refusal(url, IMPATIENT)) == "the server has said nothing for 0.3 s"


@pytest.mark.parametrize(
    "begins",
    [
        b"",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",  # what comes before the end of the connection is the answer
    ],
)
def test_a_server_that_drips_is_given_up_after_a_while(server, begins):
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(begins)
        while not server.ending.wait(0.05):
            request.wfile.write(b"x")
            request.wfile.flush()

    began = time.monotonic()
    assert str(refusal(server.page("/a", drip), IMPATIENT)) == "not answered in full within 0.8 s"
    assert time.monotonic() - began < 3


def test_a_connection_that_ends_in_the_middle_is_told(server):
    def break_off(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<rss>")
        request.close_connection = True

    assert str(refusal(server.page("/a", break_off))) == "the server broke off in the middle of its answer"


@pytest.mark.parametrize(
    "spoken", [b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-15\r\nab\r\n"]
)
def test_what_is_no_http_is_told(server, spoken):
    def speak(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(spoken)
        request.close_connection = True

    assert str(refusal(server.page("/a", speak))) == "its answer is no HTTP"


def test_a_small_answer_that_unpacks_to_a_huge_one_is_given_up(server):
    bomb = gzip.compress(bytes(2 * MOST_BYTES), 9)
    assert len(bomb) < 200_000
    url = server.page("/a", answer(200, bomb, Content_Encoding="gzip"))
    assert str(refusal(url)) == "an answer of more than 64 MiB"


def test_damaged_packing_is_told(server):
    url = server.page("/a", answer(200, gzip.compress(rss(1))[:20] + b"\xff" * 50, Content_Encoding="gzip"))
    assert str(refusal(url)) == "its compression is damaged"


def test_a_server_that_is_not_there_is_told():
    with feed_server() as gone:
        url = gone.page("/a", answer())
    assert str(refusal(url)) == "the server takes no connection"


def test_a_certificate_that_nobody_vouches_for_is_told():
    with feed_server(CERTIFICATE) as server:
        told = str(refusal(server.page("/a", answer(200, rss(1)))))
    assert told.startswith("its certificate is not to be trusted (self")


def test_a_name_is_looked_up_once_and_what_was_looked_at_is_asked(server, monkeypatch):
    """A server of names may say something else the second time."""
    ask_resolver, asked = socket.getaddrinfo, []

    def rebinding(host, *others, **named):
        if host != "feed.example":
            return ask_resolver(host, *others, **named)
        asked.append(host)
        return ask_resolver("127.0.0.1" if len(asked) == 1 else "127.0.0.2", *others, **named)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    url = server.page("/a", answer(200, rss(1))).replace("127.0.0.1", "feed.example")
    assert fetched(url).content == rss(1)
    assert asked == ["feed.example"]
    assert server.asked[0][1]["host"].startswith("feed.example:")


def test_a_certificate_is_that_of_the_name_although_the_connection_goes_to_an_address(monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with feed_server(CERTIFICATE) as server:
        url = server.page("/a", answer(200, rss(1)))
        assert fetched(url.replace("127.0.0.1", "localhost")).content == rss(1)
        assert str(refusal(url)).startswith(
            "its certificate is not to be trusted (IP address mismatch, certificate is not valid for '127.0.0.1'"
        )


def test_a_server_that_drips_by_tls_is_given_up_after_a_while(monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with feed_server(CERTIFICATE) as server:

        def drip(request: BaseHTTPRequestHandler) -> None:
            request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            while not server.ending.wait(0.05):
                request.wfile.write(b"x")

        url = server.page("/a", drip).replace("127.0.0.1", "localhost")
        assert str(refusal(url, IMPATIENT)) == "not answered in full within 0.8 s"


def test_what_does_not_speak_tls_is_told(server):
    assert str(refusal(server.origin.replace("http:", "https:") + "/a", IMPATIENT)).startswith(("no TLS", "the server"))


def test_a_server_that_asks_to_be_left_alone_is_heard(server):
    refused = refusal(server.page("/a", answer(429, Retry_After="120")))
    assert (str(refused), refused.retry_after, refused.gone) == ("the server answers 429", 120, False)


def test_a_feed_that_is_gone_says_so(server):
    assert refusal(server.page("/a", answer(410))).gone
