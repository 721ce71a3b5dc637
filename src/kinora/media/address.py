"""Which IP addresses belong to the open internet. Looks nothing up."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

_PROTOCOL_ASSIGNMENTS = IPv4Network("192.0.0.0/24")  # Python calls only a part of it private
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(ip: IPv4Address | IPv6Address) -> bool:
    """Whether an address may be a stranger's: not this machine, not a private network, not a group of machines.

    An IPv6 address that carries an IPv4 address inside is judged by both.
    """
    if isinstance(ip, IPv6Address):
        inner = _carried(ip)
        if inner is not None and not is_public(inner):
            return False
        if ip.ipv4_mapped is not None or ip in _NAT64:
            return True
        if ip.is_site_local or ip.sixtofour is not None:  # 6to4 is global or not by Python's version
            return False
    elif ip in _PROTOCOL_ASSIGNMENTS:
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _carried(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address to which a mapped, 6to4, Teredo or NAT64 address really leads."""
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
