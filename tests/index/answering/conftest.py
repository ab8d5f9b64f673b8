"""A record in which both sides of a dispute and the press speak about the same subject."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index import Index
from tests.fakes import HashingEncoder
from tests.index.answering.asking import BRIDGE, FERRY, PRESS, SECOND, THIRD, Asked
from tests.index.writing import add

Open = Callable[..., Asked]


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a record in which both sides and the press speak about lorries."""
    data = tmp_path_factory.mktemp("harbour") / "data"
    with Index.open(data, encoder=HashingEncoder()) as record:
        ferry = f"{FERRY} Bicycles go on board. {SECOND} {THIRD}"
        add(record, ferry, title="Letter", kind="letter", author="Ada Ferrier", party="ferry")
        bridge = f"{BRIDGE} Its toll is low."
        add(record, bridge, title="Statement", kind="statement", author="Bo Pontis", party="bridge")
        add(record, f"{PRESS} Drivers complain.", title="Article", party="press")
    return data


@pytest.fixture
def open_harbour(harbour: Path) -> Iterator[Open]:
    """Opens that record with parties, a reranker and an operating point."""
    opened: list[Asked] = []

    def open_asked(**parts: Any) -> Asked:
        opened.append(Asked(harbour, **parts))
        return opened[-1]

    yield open_asked
    for asked in opened:
        asked.store.close()
