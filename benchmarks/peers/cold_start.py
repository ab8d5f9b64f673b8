"""A question on the command line, from nothing loaded to its answer, beside the smallest LangChain script.

Both have built what they need in a first run; what is measured are later ones, in turn.
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
    """Seconds on the clock and most memory of both, round after round, after one that builds."""
    ask = [sys.executable, "-m", "index", "ask", _QUESTION]
    commands = {
        ASK: [*ask, "--corpus", str(corpus), "--data", str(folder / "ours")],
        SCRIPT: [str(peers), str(_SCRIPT), model, str(corpus), str(folder / "theirs"), _QUESTION],
    }
    for command in commands.values():
        run(command)
    for _ in range(rounds):
        yield {name: dict(run(command).cost._asdict()) for name, command in commands.items()}
