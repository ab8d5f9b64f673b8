"""Options that many commands share, and the record that they open."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from index.domain.answer import OPERATING_POINT
from index.domain.document import Kind
from index.encoding.compiled_encoder import CompiledEncoder
from index.encoding.encoder import Encoder
from index.encoding.factory import CPU, choose_encoder
from index.encoding.packaged_model import NAME
from index.errors import BadSetting
from index.inference.openvino_model import import_runtime
from index.reranking.bundled_reranker import BundledReranker
from index.reranking.factory import PACKAGED, choose_reranker
from index.reranking.reranker import Reranker
from index.text.invisible_characters import find_revealed, reveal

if TYPE_CHECKING:
    from index.fetching.fetcher import Fetcher
    from index.index import Index


class Terminal(Console):
    """A console that shows what is hidden: no document moves its cursor or turns its lines."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """What something is drawn as; before that, so that what is shown has room."""
        return super().render(_reveal(renderable) if isinstance(renderable, Text) else renderable, options)


def _reveal(text: Text) -> Text:
    shown = text.blank_copy()
    done = 0
    for start, end in find_revealed(text.plain):
        shown.append_text(text[done:start]).append(reveal(text.plain[start:end]))
        done = end
    return shown.append_text(text[done:]) if done else text


Data = Annotated[
    Path,
    typer.Option(
        "--data", envvar="RECORD_DATA", help="The data folder: database, originals and search caches."
    ),
]
Corpus = Annotated[
    Path, typer.Option("--corpus", envvar="RECORD_CORPUS", help="The corpus folder: the documents that ship.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
DocumentId = Annotated[str, typer.Argument(metavar="ID", help="The ID of the document.")]
Since = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Published on or after this date.")
]
Until = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Published on or before this date.")
]
Stated = Annotated[str | None, typer.Option()]
Party = Annotated[str | None, typer.Option(help="The side it is from.")]
Kinds = Annotated[Kind | None, typer.Option("--kind")]
Published = Annotated[str | None, typer.Option(help="The date, such as 2019-10-14, 2019-10 or 2019.")]
Url = Annotated[str | None, typer.Option(help="Where it was published.")]
Language = Annotated[str | None, typer.Option(help="The language, such as en.")]

ProgressCallback = Callable[[float, int], None]
"""Told how much of how much is done; parts of one are shown as well."""

DEFAULT_DATA = Path("data")
DEFAULT_CORPUS = Path("corpus")
ACTOR = "the command line"

_device: Final = ContextVar[str | None]("device", default=None)

out = Terminal(emoji=False, highlight=False, soft_wrap=False)
err = Terminal(stderr=True, emoji=False, highlight=False, soft_wrap=True)


@contextmanager
def use_device(device: str | None) -> Iterator[None]:
    """Let the command that runs encode with a device; without one, with that of the settings."""
    token = _device.set(device)
    try:
        yield
    finally:
        _device.reset(token)


def choose_wanted_encoder(data: Path, *, long_running: bool = True) -> Encoder:
    """The model that the settings name, compiled into the data folder."""
    model = os.environ.get("RECORD_MODEL") or NAME
    device = _device.get() or os.environ.get("RECORD_DEVICE") or CPU
    return choose_encoder(data, model, device, long_running=long_running)


def make_fetcher(pause: float = 0.0) -> "Fetcher":
    """What gets the pages behind links, with at least so many seconds between two of one host."""
    from index.fetching.fetcher import Fetcher  # here, not above: few commands fetch

    return Fetcher(pause=pause)


@contextmanager
def open_index(
    data: Path,
    corpus: Path | None,
    encoder: Encoder | None = None,
    *,
    fetcher: "Fetcher | None" = None,
    will_ask: str | None = None,
) -> "Iterator[Index]":
    """The record, first brought in line with the corpus folder if one is given.

    Of the one question that `will_ask` it, if there is one, the vector is made meanwhile, and then the reader
    loaded: the two models never take memory at once.
    """
    encoder = encoder or choose_wanted_encoder(data, long_running=will_ask is None)
    wanted = os.environ.get("RECORD_READER") or PACKAGED
    reader = choose_reranker(wanted, data, long_running=will_ask is None)
    point = _read_operating_point()
    if will_ask is not None:
        _prepare(will_ask, encoder, reader)
    from index.index import Index  # here, not above: it is most of what there is to import

    with progress_bar("Reading the corpus") as progress:
        index = Index.open(
            data,
            corpus,
            encoder=encoder,
            reranker=reader,
            operating_point=point,
            fetcher=fetcher,
            progress=progress,
        )
    with index:
        yield index


def _prepare(question: str, encoder: Encoder, reranker: Reranker | None) -> None:
    """Use compiled models in a thread. What fails there fails once more where they are needed."""
    import_runtime()
    thread = ThreadPoolExecutor(1)
    if isinstance(encoder, CompiledEncoder):
        thread.submit(encoder.encode_ahead, question)
    if isinstance(reranker, BundledReranker):
        thread.submit(reranker.load)
    thread.shutdown(wait=False)


def _read_operating_point() -> float:
    given = os.environ.get("RECORD_OPERATING_POINT") or OPERATING_POINT
    try:
        point = float(given)
    except ValueError:
        point = -1.0
    if not 0 <= point <= 1:
        raise BadSetting(f"RECORD_OPERATING_POINT is '{given}'. Give a number from 0 to 1, such as 0.5.")
    return point


@contextmanager
def progress_bar(doing: str) -> Iterator[ProgressCallback]:
    """A progress bar on a terminal, from the first report until the work is done."""
    if not err.is_terminal:
        yield lambda _done, _of: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(doing, visible=False)

        def report(done: float, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=True)

        yield report
