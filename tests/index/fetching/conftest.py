"""What the tests of links start from; and a guard, so that none of them reaches another machine."""

import sys
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import pytest

from index.fetching.fetcher import Fetcher
from index.fetching.limits import Limits
from tests.index.fetching.site import LOOPBACK, Names, Site


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        assert ip_address(arguments[1][0]).is_loopback, f"a connection to {arguments[1]} was tried"


sys.addaudithook(_guard)

PATIENT = Limits(size=200_000, seconds=20, idle=10, redirects=3)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


@pytest.fixture
def names() -> Names:
    """`site.example` stands for this machine."""
    return Names({"site.example": [LOOPBACK]})


@pytest.fixture
def fetcher(names: Names) -> Fetcher:
    """Admits this machine's own servers, and is in no hurry."""
    return Fetcher(limits=PATIENT, admit_loopback=True, resolve=names)
