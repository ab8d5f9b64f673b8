"""Measures the peak matrix throughput of this processor: JSON, GFLOP/s in float32 and bfloat16."""

import json
import time
from typing import Final

import torch

_SIZE: Final = 2048
"""Rows and columns of the matrices."""

_ROUNDS: Final = 10
"""Multiplications, of which the fastest counts."""


def measure(kind: torch.dtype) -> float:
    """The highest GFLOP/s of several products of square matrices."""
    first, second = (torch.randn(_SIZE, _SIZE).to(kind) for _ in range(2))
    torch.mm(first, second)
    seconds = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        torch.mm(first, second)
        seconds.append(time.perf_counter() - started)
    return 2 * _SIZE**3 / min(seconds) / 1e9


if __name__ == "__main__":
    print(json.dumps({"float32": measure(torch.float32), "bfloat16": measure(torch.bfloat16)}))
