"""Options that many commands share, and the record that they open."""

import inspect
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import partial
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
from index.encoding.packaged_model import DEFAULT_MODEL
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
    """A console that shows invisible characters, so that no text can move the cursor or reverse lines."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Render a text with its invisible characters revealed, before line breaks are computed."""
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

_METADATA_OPTIONS: Final = {
    "title": Stated,
    "author": Stated,
    "publisher": Stated,
    "party": Party,
    "kind": Kinds,
    "published": Published,
    "url": Url,
    "language": Language,
}

ProgressCallback = Callable[[float, int], None]
"""Called with the work done, fractions included, and the total."""

DEFAULT_DATA = Path("data")
DEFAULT_CORPUS = Path("corpus")
ACTOR = "the command line"
"""The actor in the audit log."""

_device: Final = ContextVar[str | None]("device", default=None)

out = Terminal(emoji=False, highlight=False, soft_wrap=False)
err = Terminal(stderr=True, emoji=False, highlight=False, soft_wrap=True)


def takes_metadata(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command with a parameter `**metadata` the options of metadata, after its first parameter."""
    first, *others = inspect.signature(command).parameters.values()
    option = partial(inspect.Parameter, kind=inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None)
    options = [option(name, annotation=annotation) for name, annotation in _METADATA_OPTIONS.items()]
    signature = inspect.Signature([first, *options, *others[:-1]])
    command.__signature__ = signature  # type: ignore[attr-defined]  # typer reads it through inspect
    return command


@contextmanager
def use_device(device: str | None) -> Iterator[None]:
    """Encode with a device while a command runs; None takes the device in the environment."""
    token = _device.set(device)
    try:
        yield
    finally:
        _device.reset(token)


def choose_configured_encoder(data: Path, *, long_running: bool = True) -> Encoder:
    """The encoder that the environment names, compiled into the data folder."""
    model = os.environ.get("RECORD_MODEL") or DEFAULT_MODEL
    device = _device.get() or os.environ.get("RECORD_DEVICE") or CPU
    return choose_encoder(data, model, device, long_running=long_running)


def make_fetcher(pause: float = 0.0) -> "Fetcher":
    """A fetcher of web pages; `pause` is the least number of seconds between two requests to a host."""
    from index.fetching.fetcher import Fetcher  # imported here: few commands fetch

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
    """The open record, updated from the corpus folder if one is given.

    `will_ask` is the only question that will be asked, if any: while the record opens, a thread encodes it
    and then loads the reranker, so that the two models are not in memory at the same time.
    """
    encoder = encoder or choose_configured_encoder(data, long_running=will_ask is None)
    model_name = os.environ.get("RECORD_READER") or PACKAGED
    reranker = choose_reranker(model_name, data, long_running=will_ask is None)
    operating_point = _read_operating_point()
    if will_ask is not None:
        _preload(will_ask, encoder, reranker)
    from index.index import Index  # imported here: slow to load

    with progress_bar("Reading the corpus") as progress:
        index = Index.open(
            data,
            corpus,
            encoder=encoder,
            reranker=reranker,
            operating_point=operating_point,
            fetcher=fetcher,
            progress=progress,
        )
    with index:
        yield index


def _preload(question: str, encoder: Encoder, reranker: Reranker | None) -> None:
    """Use compiled models in a thread. An error there is raised again when they are needed."""
    import_runtime()
    thread = ThreadPoolExecutor(1)
    if isinstance(encoder, CompiledEncoder):
        thread.submit(encoder.encode_ahead, question)
    if isinstance(reranker, BundledReranker):
        thread.submit(reranker.load)
    thread.shutdown(wait=False)


def _read_operating_point() -> float:
    value = os.environ.get("RECORD_OPERATING_POINT") or OPERATING_POINT
    try:
        operating_point = float(value)
    except ValueError:
        operating_point = -1.0
    if not 0 <= operating_point <= 1:
        raise BadSetting(f"RECORD_OPERATING_POINT is '{value}'. Give a number from 0 to 1, such as 0.5.")
    return operating_point


@contextmanager
def progress_bar(doing: str) -> Iterator[ProgressCallback]:
    """A progress bar on a terminal, shown from the first report to the end of the work."""
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
