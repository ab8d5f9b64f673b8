"""What a question need not wait for."""

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]

ASKING: Final = """
import sys
from pathlib import Path
from index.cli.ask import ask
from index.index import Index
from tests.fakes import HashingEncoder

with Index.open(Path(sys.argv[1]), encoder=HashingEncoder("fake")) as record:
    record.ask("Who said that?")
unneeded = {"httpx2", "nupunkt", "rapidfuzz", "spacy", "torch", "index.ingestion.preview"}
print(sorted(unneeded & set(sys.modules)))
"""


def test_asking_imports_nothing_of_reading_fetching_and_analysing(tmp_path: Path) -> None:
    asked = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", ASKING, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (0, "[]\n", "") == (asked.returncode, asked.stdout, asked.stderr)
