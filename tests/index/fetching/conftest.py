"""Fixtures of the tests of fetching, and a guard that no test connects to another machine."""

import socket
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import pytest

from index.fetching.fetcher import Fetcher
from index.fetching.limits import FetchLimits
from tests.index.fetching.site import LOOPBACK, Names, Site

PATIENT = FetchLimits(max_bytes=200_000, seconds=20, idle_seconds=10, redirects=3)


@pytest.fixture(autouse=True)
def _stay_here(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def check_and_connect(connection: socket.socket, address: Any) -> None:
        assert ip_address(address[0]).is_loopback, f"a connection to {address} was tried"
        connect(connection, address)

    monkeypatch.setattr(socket.socket, "connect", check_and_connect)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


@pytest.fixture
def names() -> Names:
    """Resolves `site.example` to this machine."""
    return Names({"site.example": [LOOPBACK]})


@pytest.fixture
def fetcher(names: Names) -> Fetcher:
    """Admits this machine's own servers, and is in no hurry."""
    return Fetcher(limits=PATIENT, admit_loopback=True, resolve=names)
