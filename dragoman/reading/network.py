"""Connections that hold two promises: only to addresses that were checked, and none of it after the deadline.

The name of a host is looked up once and the connection goes to the very address that was checked, so a name that
changes its address between the check and the connection gains nothing. Certificates are checked against the name.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterable

import httpcore

CARRIERS = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
"""Networks of IPv6 whose last four bytes are an address of IPv4: behind a translator (NAT64), and an old spelling."""
LOCAL_CARRIER = ipaddress.ip_network("64:ff9b:1::/48")
"""Translators inside a network."""


class AddressRefused(httpcore.ConnectError):
    """The host has no address that may be connected to."""


def is_public(address: str) -> bool:
    """The address is one of the public internet: not private, loopback, link-local, reserved or for many hosts."""
    found = ipaddress.ip_address(address)
    both = [found]
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if any(found in network for network in CARRIERS):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        both += [inner] if inner is not None else []
    return found not in LOCAL_CARRIER and all(a.is_global and not a.is_multicast for a in both)


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a host, within a time that the system's own resolver does not keep."""
    answer: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            answer.put(error if isinstance(error, OSError) else OSError(str(error)))

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answer.get(timeout=max(0.0, seconds))
    except queue.Empty:
        raise httpcore.ConnectTimeout("the name of the host is not found in time") from None
    if isinstance(found, OSError):
        raise httpcore.ConnectError("the name of the host is not known") from found
    return found


class Bounded(httpcore.NetworkStream):
    """A stream on which every wait ends at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self.stream = stream
        self.deadline = deadline

    def left(self, timeout: float | None) -> float:
        """Seconds that may still be waited."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is up")
        return left if timeout is None else min(left, timeout)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, self.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self.left(timeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return Bounded(self.stream.start_tls(ssl_context, server_hostname, self.left(timeout)), self.deadline)

    def get_extra_info(self, info: str) -> object:
        return self.stream.get_extra_info(info)


class Checked(httpcore.NetworkBackend):
    """Opens connections to checked addresses only, until the deadline."""

    def __init__(self, deadline: float, allow_private: bool) -> None:
        self.deadline = deadline
        self.allow_private = allow_private
        self.backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = resolve(host, port, self.deadline - time.monotonic())
        allowed = [address for address in addresses if self.allow_private or is_public(address)]
        if not allowed:
            found = [address for address in addresses[:3] if address != host]
            raise AddressRefused(f"{host} is {', '.join(found) + ', ' if found else ''}an address inside a network")
        for number, address in enumerate(allowed, 1):
            left = self.deadline - time.monotonic()
            if left <= 0:
                break
            try:
                wait = min(left, timeout) if timeout is not None else left
                return Bounded(
                    self.backend.connect_tcp(address, port, wait, local_address, socket_options), self.deadline
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(allowed):
                    raise
        raise httpcore.ConnectTimeout("the time is up")


def connections(deadline: float, allow_private: bool, context: ssl.SSLContext) -> httpcore.ConnectionPool:
    """A pool for one fetch. Connections are not kept, so none can be used for another host at the same address."""
    return httpcore.ConnectionPool(
        ssl_context=context,
        max_keepalive_connections=0,
        network_backend=Checked(deadline, allow_private),
    )
