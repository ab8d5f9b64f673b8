"""The command that adds files, folders and links."""

from typing import Annotated

import typer

from index.command_line.options import (
    ACTOR,
    DEFAULT_CORPUS,
    DEFAULT_DATA,
    AsJson,
    Corpus,
    Data,
    err,
    open_index,
    out,
    show_progress,
)
from index.command_line.printing import (
    print_json,
    warn_of_language,
)
from index.documents import EVERYONE, Document, Kind
from index.errors import RecordError


def add(
    paths: Annotated[list[str], typer.Argument(metavar="PATH_OR_URL...", help="Files or links to add.")],
    title: Annotated[str | None, typer.Option()] = None,
    author: Annotated[str | None, typer.Option()] = None,
    publisher: Annotated[str | None, typer.Option()] = None,
    party: Annotated[str | None, typer.Option(help="The side it stands on.")] = None,
    kind: Annotated[Kind | None, typer.Option()] = None,
    published: Annotated[str | None, typer.Option(help="2019-10-14, 2019-10 or 2019.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it is published.")] = None,
    language: Annotated[str | None, typer.Option(help="Such as en.")] = None,
    scope: Annotated[
        str, typer.Option(help="Who may see it: everyone, or a Discord server's id.")
    ] = EVERYONE,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Add files, or the pages behind links: Markdown, plain text, HTML, PDF, Word, EPUB or RTF."""
    given = {
        "title": title,
        "author": author,
        "publisher": publisher,
        "party": party,
        "kind": kind,
        "published": published,
        "url": url,
        "language": language,
    }
    added: list[Document] = []
    with open_index(data, corpus) as index, show_progress("Adding") as progress:
        for path in paths:
            try:
                added.append(index.add(path, given, scope=scope, actor=ACTOR, progress=progress))
            except RecordError as error:
                err.print(str(error), markup=False)
    for document in added:
        warn_of_language(document)
    if not as_json:
        for document in added:
            out.print(f'Added "{document.title}" as {document.id}.', markup=False)
    elif len(paths) > 1:
        print_json({"documents": [document.model_dump(mode="json") for document in added]})
    elif added:
        print_json(added[0])
    raise typer.Exit(0 if len(added) == len(paths) else 1)
