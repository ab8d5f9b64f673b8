"""The tests of reading read as the program does."""

import pytest


@pytest.fixture(autouse=True)
def _confined(confined: None) -> None:
    """Every file is read in a process of its own."""
