"""What most tests start from: an encoder without a model, and an empty record."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Index
from tests.fakes import HashingEncoder


@pytest.fixture
def encoder() -> HashingEncoder:
    return HashingEncoder()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture
def record(data: Path, encoder: HashingEncoder) -> Iterator[Index]:
    """An open record without documents and without a corpus folder."""
    with Index.open(data, encoder=encoder) as index:
        yield index
