"""Connects to exactly the address that was checked, and counts the bytes received.

A name is resolved once for each connection: resolved again, it could give another address (DNS rebinding).
The request and the certificate check still use the host name.
"""

import ssl
from collections.abc import Iterable
from typing import Any, Final

from httpcore2 import SOCKET_OPTION, ConnectError, ConnectTimeout, NetworkBackend, NetworkStream, SyncBackend

from index.errors import BadLink, PrivateAddress
from index.fetching.addresses import Address, Resolve, is_public
from index.fetching.limits import Budget
from index.fetching.links import DEFAULT_PORTS

_PORTS: Final = frozenset(DEFAULT_PORTS.values())
"""The default ports of the web. Other ports belong to mail, databases and consoles."""


class CheckedBackend(NetworkBackend):
    """Opens connections to public addresses on web ports, within a budget."""

    def __init__(self, *, resolve: Resolve, admit_loopback: bool, budget: Budget) -> None:
        self._resolve = resolve
        self._admit_loopback = admit_loopback
        self._budget = budget

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """Connect to the first address of the host that accepts. Raises PrivateAddress, BadLink, TooSlow.

        A single address that is not public is enough to refuse: public sites have none.
        """
        addresses = self._resolve(host)
        for address in addresses:
            self._check(address, host, port)
        failure: Exception = ConnectError(f"no address of {host}")
        for address in addresses:
            try:
                stream = SyncBackend().connect_tcp(str(address), port, self._budget.seconds_left())
            except (ConnectError, ConnectTimeout) as error:
                failure = error
            else:
                return _CountedStream(stream, self._budget)
        raise failure

    def _check(self, address: Address, host: str, port: int) -> None:
        if self._admit_loopback and address.is_loopback:
            return
        if not is_public(address):
            raise PrivateAddress(
                f"{host} is not on the public internet, so it was not fetched. "
                "Save the page and add the file."
            )
        if port not in _PORTS:
            raise BadLink(f"The link to {host} uses port {port}. Only ports 80 and 443 are allowed.")


class _CountedStream(NetworkStream):
    """A connection limited to the time and bytes that the budget has left."""

    def __init__(self, stream: NetworkStream, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, self._budget.seconds_left())
        self._budget.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._budget.seconds_left())

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._budget.seconds_left())
        return _CountedStream(secured, self._budget)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
