"""The forms of DATELINE_REDIS_URL, and the prefixes of a pipeline."""

from pathlib import Path

import pytest
import redis.asyncio.connection
import redis.connection
from pydantic import ValidationError

from services.wire.address import PARAMETERS, TLS_PARAMETERS, Address, WrongParameter, parse
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
        "redis+cluster://a/0/0",
        "redis+cluster://a/0/one",
        "redis://a/one",
        "redis+cluster://",
        # an unescaped password
        "redis://:p@ss/w@localhost:1",
        "redis://:p@ss#w@localhost:1",
        "redis://:1#w@localhost",
        "redis+sentinel://:p@ss/w@localhost",
        "redis+cluster://:p@ss#w@localhost",
    ],
)
def test_what_leads_nowhere_is_refused(url):
    with pytest.raises(ValueError):
        parse(url)


@pytest.mark.parametrize(
    "url",
    [
        "redis://a?foo=1",
        "redis://a?foo=",
        "redis://a?protocol=3",
        "redis://a?decode_responses=true",
        "redis://a?ssl_ca_certs=/a.pem",
        "rediss://a?ssl_cert_reqs=perhaps",
        "redis+cluster://a?db=1",
        "redis+cluster://a?sentinel_password=x",
        "redis+sentinel://a/wire?foo=1",
    ],
)
def test_a_parameter_that_can_not_be_meant_is_refused_without_a_word_of_what_may_be_a_password(url):
    with pytest.raises(WrongParameter) as refused:
        parse(url)
    assert str(refused.value) == ""


@pytest.mark.parametrize("form", ["redis{}://a", "rediss{}://a"])
@pytest.mark.parametrize("through", ["", "+sentinel", "+cluster"])
def test_every_parameter_that_may_stand_there_can_be_given_to_a_connection_of_either_kind(form, through):
    values = {"socket_keepalive": "yes", "ssl_check_hostname": "yes", "ssl_cert_reqs": "required"}
    names = PARAMETERS | (TLS_PARAMETERS if "rediss" in form else frozenset())
    query = "&".join(f"{name}={values.get(name, '1')}" for name in names)
    address = parse(f"{form.format(through)}{'/wire' if through == '+sentinel' else ''}?{query}")
    for module in (redis.connection, redis.asyncio.connection):
        options = module.parse_url(address.plain)
        options.pop("connection_class", module.Connection)(**options)


def test_every_parameter_is_documented():
    documented = (Path(__file__).parents[3] / "docs/redis.md").read_text()
    for name in PARAMETERS | TLS_PARAMETERS:
        assert f"`{name}" in documented


def test_who_has_an_unescaped_password_is_told_how_to_write_it_and_sees_no_part_of_it():
    for url in (
        "redis://:p@s3/cr3t@localhost:17988",
        "redis://:p@s3#cr3t@h",
        "redis://:p@s3?cr3t@h",
        "redis://:s3?cr3t@h",
    ):
        with pytest.raises(ValidationError) as refused:
            Settings(redis_url=url)
        (error,) = refused.value.errors()
        assert "in a password" in error["msg"]
        assert "s3" not in error["msg"]
        assert "cr3t" not in error["msg"]


def test_an_at_sign_may_stand_in_a_parameter_a_path_of_a_socket_and_escaped_anywhere():
    for url in ("rediss://a?ssl_ca_certs=/a@b.pem", "unix:///run/a@b.sock", "redis+sentinel://a/the%40wire"):
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
