"""The forms of DATELINE_REDIS_URL, and the prefixes of a pipeline."""

import pytest
from pydantic import ValidationError

from services.wire.address import Address, parse
from services.wire.masked import masked
from services.wire.settings import Settings, SeveralPipelines


@pytest.mark.parametrize("url", ["redis://:a@b/3", "rediss://b:1/0?ssl_ca_certs=/a.pem", "unix:///run/redis.sock"])
def test_what_redis_py_understands_is_left_as_it_is(url):
    assert parse(url) == Address(url)


def test_sentinels_are_asked_for_a_master_with_a_login_of_their_own():
    url = "rediss+sentinel://u:p%40@a,b:1,[::1]:2/wire/3?sentinel_username=w&sentinel_password=x%2B&ssl_ca_certs=/a.pem"
    address = parse(url)
    assert address.hosts == (("a", 26379), ("b", 1), ("::1", 2))
    assert (address.through, address.master) == ("sentinel", "wire")
    assert (address.sentinel_username, address.sentinel_password) == ("w", "x+")
    assert address.plain == "rediss://u:p%40@located.invalid/3?ssl_ca_certs=%2Fa.pem"


def test_nodes_of_a_cluster_are_hosts_with_the_usual_port():
    address = parse("redis+cluster://:p@a,b:7000")
    assert (address.through, address.hosts) == ("cluster", (("a", 6379), ("b", 7000)))


@pytest.mark.parametrize(
    "url",
    [
        "localhost",
        "http://a",
        "redis+ring://a/0",
        "unix+cluster://a",
        "redis+sentinel://a:26379",
        "redis+sentinel://a/wire/one",
        "redis+sentinel://a/wire/0/1",
        "redis+sentinel://a:port/wire",
        "redis+sentinel://,a/wire",
        "redis+cluster://a/1",
        "redis+cluster://",
    ],
)
def test_what_leads_nowhere_is_refused(url):
    with pytest.raises(ValueError):
        parse(url)


def test_no_password_of_a_url_is_shown():
    shown = masked("redis+sentinel://u:secret@a,b/wire/0?sentinel_username=w&sentinel_password=secret&db=1")
    assert shown == "redis+sentinel://u:***@a,b/wire/0?sentinel_username=w&sentinel_password=***&db=1"


def test_a_service_works_on_one_pipeline():
    assert Settings(stream_prefix="{a}.").prefix == "{a}."
    several = Settings(stream_prefix="{a}.,{b}.")
    assert several.prefixes == ["{a}.", "{b}."]
    with pytest.raises(SeveralPipelines, match=r"names 2 pipelines \({a}\.,{b}\.\)"):
        _ = several.prefix


@pytest.mark.parametrize("prefix", ["a b", "a*", "a?", "[a]", "\\", "articles.", "{a}.,{a}."])
def test_a_prefix_by_which_keys_could_not_be_told_apart_is_refused(prefix):
    with pytest.raises(ValidationError):
        Settings(stream_prefix=prefix)


@pytest.mark.parametrize("prefix", ["", "nyc.", "{}nyc.", "{a}.,b."])
def test_on_a_cluster_every_prefix_has_a_hash_tag(prefix):
    with pytest.raises(ValidationError, match="hash tag"):
        Settings(redis_url="redis+cluster://a", stream_prefix=prefix)
