"""Measures a question on the command line, including start-up, against a minimal LangChain script.

The first run of each, which builds its store, is not measured; later runs alternate.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.peers.processes import Figures, run

_SCRIPT: Final = Path(__file__).with_name("smallest_langchain.py")
_QUESTION: Final = "What did Cloudflare tell the USTR?"
ASK, SCRIPT = "python -m index ask", "the smallest LangChain script"


def measure_cold_start(
    model: str, corpus: Path, folder: Path, peers: Path, rounds: int
) -> Iterator[dict[str, Figures]]:
    """Wall time and peak memory of both, for each round."""
    ask = [sys.executable, "-m", "index", "ask", _QUESTION]
    commands = {
        ASK: [*ask, "--corpus", str(corpus), "--data", str(folder / "ours")],
        SCRIPT: [str(peers), str(_SCRIPT), model, str(corpus), str(folder / "theirs"), _QUESTION],
    }
    for command in commands.values():
        run(command)
    for _ in range(rounds):
        yield {name: dict(run(command).cost._asdict()) for name, command in commands.items()}
