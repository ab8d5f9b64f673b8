"""A local site that responds with given bytes, and a resolver of names for it."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final, Self

from index.errors import UnreachableHost
from index.fetching.addresses import Address

LOOPBACK: Final = "127.0.0.1"
_TICK: Final = 0.02
"""Seconds between the bytes of an answer that drips."""

_PATIENCE: Final = 60
"""Seconds for which an answer goes on at most. The test fails long before that if nobody ends it."""


@dataclass(frozen=True)
class Request:
    """A received request: path with query, and headers by lower-case name."""

    path: str
    headers: dict[str, str]


Act = Callable[[socket.socket, Request], None]
Answer = bytes | Act


class Site:
    """A server in a thread. `answers` maps paths to answers; any other path is not found."""

    def __init__(self, context: ssl.SSLContext | None = None, host: str = LOOPBACK) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[Request] = []
        self._context = context
        self._family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listening = socket.create_server((host, 0), family=self._family)
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.close()

    def link(self, path: str = "/", host: str = LOOPBACK, scheme: str = "http") -> str:
        """The URL of a path, under any name that resolves to this machine."""
        return f"{scheme}://{host}:{self.port}{path}"

    def asked(self) -> list[str]:
        """The paths that were asked for, in order, without robots.txt."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        connection.settimeout(_PATIENCE)
        with suppress(OSError):
            if self._context is not None:
                connection = self._context.wrap_socket(connection, server_side=True)
            with connection:
                request = _read_request(connection)
                self.requests.append(request)
                answer = self.answers.get(request.path, NOT_FOUND)
                if isinstance(answer, bytes):
                    connection.sendall(answer)
                else:
                    answer(connection, request)


def _read_request(connection: socket.socket) -> Request:
    raw = b""
    while b"\r\n\r\n" not in raw:
        more = connection.recv(65536)
        raw += more
        if not more or not raw.startswith(b"GET "):
            raise OSError("that is no whole request")
    first, *lines = raw.decode("latin-1").strip().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return Request(first.split(" ")[1], {name.lower(): value for name, value in headers.items()})


def answer(
    body: bytes | str = b"",
    *,
    status: str = "200 OK",
    media_type: str = "text/html; charset=utf-8",
    headers: Mapping[str, str] | None = None,
    length: int | None = None,
) -> bytes:
    """An answer; `length` where it lies about it."""
    raw = body.encode("utf-8") if isinstance(body, str) else body
    lines = {
        "Content-Type": media_type,
        "Content-Length": str(len(raw) if length is None else length),
        "Connection": "close",
        **(headers or {}),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + raw


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer(status=status, headers={"Location": location})


NOT_FOUND: Final = answer("Not found.", status="404 Not Found")


def repeat(head: bytes, piece: bytes, pause: float = 0.0) -> Act:
    """The head, then the piece for ever: until the other side has had enough."""

    def act(connection: socket.socket, _: Request) -> None:
        connection.sendall(head)
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            connection.sendall(piece)
            time.sleep(pause)

    return act


def drip(head: bytes, piece: bytes = b"a") -> Act:
    """The head, then the piece for ever, slowly."""
    return repeat(head, piece, _TICK)


def stall(head: bytes = b"") -> Act:
    """The head, and then nothing."""

    def act(connection: socket.socket, _: Request) -> None:
        connection.sendall(head)
        connection.recv(1)  # until the other side leaves

    return act


class Names:
    """A resolver: each look-up returns the next list of a name's addresses, and then the last one again.

    Numbers, in whatever form the system knows, stand for themselves; any other name is unknown. No lookup
    leaves this machine.
    """

    def __init__(self, known: Mapping[str, Sequence[str]] | None = None) -> None:
        self._known = {name: [list(a.split()) for a in lists] for name, lists in (known or {}).items()}
        self.lookups: list[str] = []

    def __call__(self, host: str) -> list[Address]:
        self.lookups.append(host)
        if lists := self._known.get(host):
            return [ip_address(address) for address in (lists.pop(0) if len(lists) > 1 else lists[0])]
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        except (OSError, UnicodeError) as error:
            raise UnreachableHost(f"The site {host} could not be found. Check the link.") from error
        return [ip_address(entry[4][0]) for entry in found]


@contextmanager
def count_seconds() -> Iterator[list[float]]:
    """A list that holds, in the end, the seconds that passed."""
    passed: list[float] = []
    start = time.monotonic()
    yield passed
    passed.append(time.monotonic() - start)
