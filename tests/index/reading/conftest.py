"""The tests of reading read as the program does."""

import pytest

from tests.strength import is_quick


@pytest.fixture(autouse=True)
def _confined(request: pytest.FixtureRequest) -> None:
    """Every file is read in a process of its own.

    In the quick profile that is so only where such a process is what is tested: starting one takes most of
    the time, and a file reads the same in either (`test_confinement`).
    """
    if not is_quick():
        request.getfixturevalue("confined")
