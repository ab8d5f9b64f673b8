"""What this processor multiplies at most: one line of JSON, in GFLOP/s, by float32 and bfloat16."""

import json
import time
from typing import Final

import torch

_SIZE: Final = 2048
_ROUNDS: Final = 10


def measure(kind: torch.dtype) -> float:
    """The most GFLOP/s of some multiplications of square matrices."""
    one, other = (torch.randn(_SIZE, _SIZE).to(kind) for _ in range(2))
    torch.mm(one, other)
    seconds = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        torch.mm(one, other)
        seconds.append(time.perf_counter() - started)
    return 2 * _SIZE**3 / min(seconds) / 1e9


if __name__ == "__main__":
    print(json.dumps({"float32": measure(torch.float32), "bfloat16": measure(torch.bfloat16)}))
