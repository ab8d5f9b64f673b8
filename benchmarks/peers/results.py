"""Writes results into RESULTS.md: replaces the parts between markers and keeps the text around them.

Other benchmarks may write parts of their own into the same file.
"""

import os
import platform
import re
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks.peers.figures import OURS, OURS_READING
from benchmarks.peers.processes import Figures

_START: Final = """# Results

What stands between marks is written by `make bench`; the rest is written by hand.

## Beside what people would use instead

Each system runs in two processes a round: one encodes and builds, the other opens what was built, asks, adds.

- A peer holds each document as one text, of which the model reads 256 tokens at most. Ours encodes every
  sentence and every passage, looks for who speaks, and keeps the original: its documents a second, memory and
  disk are with all that. *Texts encoded* are the same whole documents for all.
- A peer answers with texts that are near. Ours does both searches, ranking, speaker and sides; with the
  reader, also its judgement whether the record answers.
- *Start to first answer* has libraries, model and store in it. *One more document found* ends when the
  document is on disk and the answer to its title holds it.
"""


def replace_part(text: str, name: str, part: str) -> str:
    """The text with the part between the markers of a name replaced, or appended."""
    first, last = f"<!-- {name} -->", f"<!-- end of {name} -->"
    written = f"{first}\n{part.strip()}\n{last}"
    pattern = re.compile(f"{re.escape(first)}.*?{re.escape(last)}", re.DOTALL)
    if pattern.search(text):
        return pattern.sub(lambda _: written, text)
    return f"{text.rstrip()}\n\n{written}\n"


def write_part(path: Path, name: str, part: str) -> None:
    """Replace a part of a file, which is created if necessary."""
    text = path.read_text(encoding="utf-8") if path.exists() else _START
    path.write_text(replace_part(text, name, part), encoding="utf-8")


def describe_machine() -> str:
    """Processor, cores, memory, load and versions of the main libraries, in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(f"{name} {version(name)}" for name in ("torch", "openvino", "faiss-cpu", "tantivy"))
    return (
        f"{_name_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB; {platform.system()}, "
        f"Python {platform.python_version()}, {libraries}; load at the start {os.getloadavg()[0]:.1f}"
    )


def _name_processor() -> str:
    try:
        match = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        match = None
    return match[1] if match else platform.processor() or platform.machine()


def head_part(command: str, machine: str, conditions: str) -> str:
    """The head of a part: date, command, machine and conditions."""
    return f"{date.today().isoformat()}, `{command}`\n\n{machine}.\n\n{conditions}"  # noqa: DTZ011 - of this place


def draw(medians: dict[str, Figures], path: Path) -> None:
    """Draw bar charts of encoding, asking and memory as a PNG."""
    import matplotlib as mpl  # here: a process that starts others must stay small

    mpl.use("Agg")
    from matplotlib import pyplot

    shown = {
        "encoded_per_s": "texts encoded a second",
        "p50_ms": "question p50, ms",
        "peak_asking_mb": "peak memory asking, MB",
    }
    names = list(medians)[::-1]
    colours = ["#d9480f" if name in (OURS, OURS_READING) else "#868e96" for name in names]
    figure, panels = pyplot.subplots(1, len(shown), figsize=(11, 0.45 * len(names) + 1.2), sharey=True)
    for panel, (key, heading) in zip(panels, shown.items(), strict=True):
        values = [medians[name][key] for name in names]
        labels = [f"{value:,.0f}" if value >= 100 else f"{value:.1f}" for value in values]
        panel.bar_label(panel.barh(names, values, color=colours), labels, padding=3, fontsize=8)
        panel.set_title(heading, fontsize=10, loc="left")
        panel.margins(x=0.18)
        panel.spines[["top", "right", "bottom"]].set_visible(False)
        panel.set_xticks([])
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)
