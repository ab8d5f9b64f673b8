"""The tests of attribution hold the parser itself to what it does."""

import pytest


@pytest.fixture(autouse=True)
def _parsed_once() -> None:
    """Here the parser reads every text, each time."""
