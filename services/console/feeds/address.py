"""Which servers may be asked: what a stranger's feed leads to must not be a machine of this network (OWASP: SSRF)."""

import ipaddress
import socket

from services.console.feeds.errors import FetchError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits


def addresses(host: str, port: int, *, private: bool = False, redirected: bool = False) -> list[str]:
    """The IP addresses of a host, in the resolver's order; all must be of the public internet, unless `private`.

    `redirected` says that nobody named this host, but the server of another: then the refusal has no advice.
    One that is not is enough for a refusal: else a name with two addresses would get in by chance. Connect to one of
    these rather than to the name, which may resolve otherwise a moment later. Raises FetchError.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else None
        raise FetchError(f"no address for {host} ({(why or 'no name of a server').lower()})") from error
    numbers = list(dict.fromkeys(str(address[0]) for *_, address in found))
    for number in numbers:
        if not private and not is_public(ipaddress.ip_address(number)):
            called = number if host == number else f"{host} is {number}"
            advice = "no redirect may lead there" if redirected else "--allow-private if that is meant"
            raise FetchError(f"{called}, an address inside this network: {advice}")
    return numbers


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the public internet, and so is the IPv4 address that it may wrap."""
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour
        if wrapped is None and address in _NAT64:
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(wrapped)
        if address.teredo or address.is_site_local or address.is_reserved:  # such as ::127.0.0.1, of old
            return False
    return address.is_global and not address.is_multicast
