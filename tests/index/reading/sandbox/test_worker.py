"""A reader's own process: what it may do, and when it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from index.reading.sandbox import sandbox
from index.reading.sandbox.limits import FILE_LIMITS
from index.reading.sandbox.sandbox import read_in_sandbox
from tests.index.reading.processes import is_alive, list_children, wait_until

pytestmark = pytest.mark.slow

ROOT = str(Path(sandbox.__file__).parents[3])
LIMITED = """
import json, pathlib, sys, resource
sys.path.insert(0, {root!r})
from index.reading.sandbox.worker import _apply_limits
from index.reading.sandbox.limits import WorkerLimits
_apply_limits(WorkerLimits(output_bytes=1000))
tried = {{}}
for name, act in {{
    "write": lambda: pathlib.Path({path!r}).write_bytes(bytes(2000)),
    "open": lambda: [open("/dev/null") for _ in range(100)],
    "grow": lambda: bytearray(4_000_000_000),
}}.items():
    try:
        act()
    except (OSError, MemoryError) as error:
        tried[name] = type(error).__name__
tried["fork"] = resource.getrlimit(resource.RLIMIT_NPROC)[0]
print(json.dumps(tried))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limits of other systems differ")
def test_the_limits_hold_against_the_reader_itself(tmp_path: Path) -> None:
    program = LIMITED.format(root=ROOT, path=str(tmp_path / "a"))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603

    assert '{"write": "OSError", "open": "OSError", "grow": "MemoryError", "fork": 0}\n' == done.stdout


WAITING = """
import sys, tempfile
sys.path.insert(0, {root!r})
tempfile.tempdir = {folder!r}
from index.reading.sandbox import sandbox
sandbox._PROGRAM += "; import time; time.sleep(60)"
sandbox.read_in_sandbox(b"One.", "a.txt")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the reader ends some minutes later")
@pytest.mark.parametrize(
    ("ended_by", "after"),
    [(signal.SIGKILL, 0.0), (signal.SIGKILL, 0.5), (signal.SIGTERM, 0.5), (signal.SIGINT, 0.5)],
)
def test_a_reader_ends_with_the_process_that_asked(
    tmp_path: Path, ended_by: signal.Signals, after: float
) -> None:
    program = WAITING.format(root=ROOT, folder=str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.DEVNULL) as asking:  # noqa: S603
        wait_until(lambda: list_children(asking.pid))
        [reader] = list_children(asking.pid)
        wait_until(lambda: "index.reading.sandbox.worker" in Path(f"/proc/{reader}/cmdline").read_text())
        time.sleep(after)  # by half a second it has begun to read
        asking.send_signal(ended_by)

    wait_until(lambda: not is_alive(reader))
    assert [] == list(tmp_path.iterdir())


def test_a_reader_whom_nobody_waits_for_any_more_ends_by_itself(tmp_path: Path) -> None:
    head = {"name": "a.md", "limits": asdict(replace(FILE_LIMITS, timeout_seconds=0)), "parent": os.getpid()}
    given = tmp_path / "given"
    given.write_bytes(json.dumps(head).encode() + b"\nOne.")
    slow = sandbox._PROGRAM + "; import time; time.sleep(60)"
    with given.open("rb") as file:
        done = subprocess.run([sys.executable, "-I", "-c", slow], stdin=file, capture_output=True, timeout=30)  # noqa: S603

    assert 1 == done.returncode
    assert b"Timeout" in done.stderr


def test_a_child_ignores_what_lies_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    assert "One." == read_in_sandbox(b"One.", "a.txt").text
