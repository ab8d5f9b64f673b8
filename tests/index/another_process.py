"""A second process on the same data folder: `python -m tests.index.another_process DATA FILE...`

It prints `ready`, waits for a line, adds each file and prints the id of each when that is said to be kept,
or the name and the words of the error. With `--as-nobody` it gives up root's rights first.
"""

import os
import subprocess
import sys
from pathlib import Path

from index import Index, RecordError
from tests.fakes import HashingEncoder

ROOT = Path(__file__).resolve().parents[2]


class AnotherProcess:
    """The process, as a test sees it."""

    def __init__(self, data: Path, *files: Path, as_nobody: bool = False) -> None:
        options = ["--as-nobody"] if as_nobody else []
        command = [sys.executable, "-m", __name__, *options, str(data), *map(str, files)]
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def read_line(self) -> str:
        """The next line that it prints, `ready` first."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().removesuffix("\n")

    def start(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def finish(self) -> list[str]:
        """The lines that it still prints until it ends, but `ready`."""
        assert self.process.stdout is not None
        with self.process:  # not communicate, which loses the lines that are read ahead
            lines = self.process.stdout.read().splitlines()
        return [line for line in lines if line != "ready"]


def main(data: str, *files: str) -> None:
    print("ready", flush=True)  # noqa: T201 - what the test waits for
    sys.stdin.readline()
    try:
        with Index.open(data, encoder=HashingEncoder()) as index:
            for file in files:
                added = index.add(file, {"title": Path(file).stem})
                print(added.id, flush=True)  # noqa: T201 - what the test reads
    except RecordError as error:
        print(f"{type(error).__name__}: {error}")  # noqa: T201 - what the test reads


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[0] == "--as-nobody":
        arguments.pop(0)
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    main(*arguments)
