"""The command that adds files, folders and web pages."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from index.cli.options import (
    ACTOR,
    DEFAULT_CORPUS,
    DEFAULT_DATA,
    AsJson,
    Corpus,
    Data,
    ProgressCallback,
    err,
    make_fetcher,
    open_index,
    out,
    progress_bar,
    takes_metadata,
)
from index.cli.output import print_json, warn_of_language
from index.domain.document import EVERYONE, Document
from index.errors import RecordError
from index.fetching.links import is_link
from index.index import Index


@takes_metadata
def add(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH_OR_URL...", help="Files, folders or links to add.")
    ],
    scope: Annotated[
        str, typer.Option(help="Who can see it: everyone, or the ID of a Discord server.")
    ] = EVERYONE,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
    **metadata: Any,
) -> None:
    """Add files, all files of a folder, or the pages behind links.

    PDF, Word, EPUB, RTF, HTML, Markdown and plain text can be read.
    """
    sources = [source for path in paths for source in list_sources(path)]
    with open_index(data, corpus, fetcher=make_fetcher()) as index, progress_bar("Adding") as progress:
        outcomes = list(add_all(index, sources, metadata, scope, progress))
    added = [outcome for outcome in outcomes if isinstance(outcome, Document)]
    failed = {s: str(e) for s, e in zip(sources, outcomes, strict=True) if isinstance(e, RecordError)}
    for document in added:
        warn_of_language(document)
    is_one = len(paths) == len(sources) == 1
    if as_json and not is_one:
        print_json({"documents": [document.model_dump(mode="json") for document in added], "failed": failed})
    elif as_json and added:
        print_json(added[0])
    for document in () if as_json else added:
        out.print(f'Added "{document.title}" as {document.id}.', markup=False)
    print_failures(failed, len(sources))
    raise typer.Exit(1 if failed else 0)


def list_sources(path: str) -> list[str]:
    """The files of a folder and its subfolders, without hidden ones; a file or link alone."""
    if is_link(path) or not Path(path).is_dir():
        return [path]
    files = [file for file in sorted(Path(path).rglob("*")) if file.is_file()]
    shown = [str(f) for f in files if not any(part.startswith(".") for part in f.relative_to(path).parts)]
    return shown or [path]  # an empty folder is reported like an unreadable file


def add_all(
    index: Index, sources: Sequence[str], metadata: dict[str, Any], scope: str, progress: ProgressCallback
) -> Iterator[Document | RecordError]:
    """Add the sources in order; yield for each the document, or the error."""
    for number, source in enumerate(sources):

        def report(done: int, of: int, before: int = number) -> None:
            progress(before + done / of, len(sources))

        progress(number, len(sources))
        try:
            yield index.add(source, metadata, scope=scope, actor=ACTOR, progress=report)
        except RecordError as error:
            yield error


def print_failures(failed: dict[str, str], count: int) -> None:
    """Print on stderr the sources that were not added, with the reason; of several, also their number."""
    if failed and count > 1:
        err.print(f"{len(failed)} of {count} were not added:")
    for source, reason in failed.items():
        name = "" if count == 1 or source in reason else f"{source}: "
        err.print(f"{name}{reason}", markup=False)
