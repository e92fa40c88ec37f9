"""Which addresses a feed may be fetched from."""

from ipaddress import ip_address

import pytest

from services.console.feeds.address import addresses, is_public
from services.console.feeds.errors import FetchError


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:2800:21f::1", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_addresses_of_the_internet_are_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "224.0.1.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "ff0e::1",
        "::ffff:10.0.0.1", "64:ff9b::a00:1", "::127.0.0.1", "64:ff9b:1::a00:1",
        "2002:a00:1::", "2001:0:a00:1::1",
    ],
)  # fmt: skip
def test_addresses_of_this_machine_its_network_and_its_cloud_are_not(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0", "2130706433", "0x7f000001", "127.1", "::1"])
def test_a_host_in_this_network_is_refused_however_it_is_written(host):
    with pytest.raises(FetchError, match="an address inside this network: --allow-private if that is meant"):
        addresses(host, 80)


def test_a_refusal_has_no_advice_that_can_not_help_and_says_no_address_twice():
    with pytest.raises(FetchError) as told:
        addresses("169.254.169.254", 80, redirected=True)
    assert str(told.value) == "169.254.169.254, an address inside this network: no redirect may lead there"


def test_a_host_in_this_network_is_found_where_it_is_meant():
    assert addresses("127.0.0.1", 80, private=True) == ["127.0.0.1"]


@pytest.mark.parametrize("host", ["", "a" * 70 + ".invalid", "no-such-host.invalid", "a..b"])
def test_a_host_without_an_address_is_told_in_half_a_line(host):
    with pytest.raises(FetchError) as told:
        addresses(host, 80)
    assert "\n" not in str(told.value)
