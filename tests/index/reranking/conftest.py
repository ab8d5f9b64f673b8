"""The library in which the reader was trained."""

from typing import Any

import pytest


@pytest.fixture(scope="session")
def torch() -> Any:
    """Torch, imported where a test needs it: that takes seconds, of every process that collects tests."""
    import torch

    return torch
