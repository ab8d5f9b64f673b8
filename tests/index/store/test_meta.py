"""What the store says of itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from index.errors import OtherModel
from index.store.database import Database
from index.store.meta import check_model, raise_generation, read_generation, set_missing_meta
from index.store.migrations import migrate


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """A transaction on a new store."""
    database = Database(tmp_path / "record.sqlite")
    with database.write() as connection:
        migrate(connection, tmp_path)
        yield connection
    database.close()


def test_a_fact_is_stated_once(connection: Connection) -> None:
    set_missing_meta(connection, {"model": "first", "generation": "0"})
    set_missing_meta(connection, {"model": "second", "generation": "7"})

    check_model(connection, "first", Path("data"))
    assert 0 == read_generation(connection)


def test_the_generation_only_rises(connection: Connection) -> None:
    set_missing_meta(connection, {"generation": "0"})

    assert [1, 2, 3] == [raise_generation(connection) for _ in range(3)]
    assert 3 == read_generation(connection)


def test_another_model_is_refused_with_both_and_the_command_that_encodes_again(
    connection: Connection,
) -> None:
    set_missing_meta(connection, {"model": "first"})

    with pytest.raises(OtherModel) as caught:
        check_model(connection, "second", Path("data"))

    expected = (
        "The vectors in data were made by the model first, but second was requested. "
        "Request first (RECORD_MODEL), or encode everything again in another folder: "
        "python -m index build --data FOLDER."
    )
    assert expected == str(caught.value)
