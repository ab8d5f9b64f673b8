"""How much is tried of a property: all in `make check`, less in `make test`."""

from collections.abc import Iterable
from typing import Any, Final

import pytest
from hypothesis import settings

QUICK: Final = "quick"
FULL: Final = "full"

_FEW: Final = 10
"""Examples of a property in `make test`."""


def register_profiles() -> None:
    """Make both known to hypothesis. There are no deadlines, which a busy machine would miss."""
    settings.register_profile(QUICK, max_examples=_FEW, deadline=None)
    settings.register_profile(FULL, deadline=None)
    settings.load_profile(FULL)


def is_quick() -> bool:
    return settings.get_current_profile_name() == QUICK


def examples(number: int) -> int:
    """So many, for a property that needs its own number; in the quick profile no more than others have."""
    return min(number, _FEW) if is_quick() else number


def mostly_slow(values: Iterable[Any], every: int = 8) -> list[Any]:
    """Parameters of a test that takes long for each; only every eighth one is tried in `make test`."""
    return [
        value if number % every == 0 else pytest.param(value, marks=pytest.mark.slow)
        for number, value in enumerate(values)
    ]
