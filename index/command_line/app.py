"""The commands themselves."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from dotenv import load_dotenv
from rich.table import Table
from rich.text import Text

from index.balance import list_cited, weigh
from index.cited_sources import read_cited_sources
from index.command_line.evaluation import evaluate
from index.command_line.fetching import fetch
from index.command_line.options import (
    ACTOR,
    DEFAULT_CORPUS,
    DEFAULT_DATA,
    AsJson,
    Corpus,
    Data,
    DocumentId,
    Since,
    Until,
    err,
    open_index,
    out,
    show_progress,
)
from index.command_line.printing import (
    print_answer,
    print_balance,
    print_document,
    print_documents,
    print_json,
    warn_of_language,
)
from index.command_line.verification import print_verification
from index.documents import EVERYONE, Document, Kind
from index.errors import DataFolderError, RecordError
from index.starting import start_corpus
from index.store.store import DATABASE_NAME

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Ask the record, and keep it. Every answer is a quotation with its source.",
)


def main() -> None:
    """Run a command. Exit status 1 and one sentence on stderr where it fails; 2 for wrong usage."""
    load_dotenv(Path(".env"))
    try:
        app()
    except RecordError as error:
        err.print(str(error), markup=False)
        sys.exit(1)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="What you want to know.")],
    limit: Annotated[int, typer.Option(min=1, max=25, help="Quotations at most.")] = 3,
    party: Annotated[str | None, typer.Option(help="Only documents of this side.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Only what this person or body said.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Only documents of this kind.")] = None,
    since: Since = None,
    until: Until = None,
    both_sides: Annotated[
        bool, typer.Option("--both-sides", help="What each side says, and which side says nothing.")
    ] = False,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Answer a question with quotations."""
    with open_index(data, corpus) as index:
        answer = index.ask(
            question,
            limit=limit,
            party=party,
            speaker=speaker,
            kind=kind,
            since=since and since.date(),
            until=until and until.date(),
            both_sides=both_sides,
            scope=None,
        )
        if as_json:
            print_json(answer)
        else:
            print_answer(answer, index.parties)


@app.command()
def verify(
    text: Annotated[str, typer.Argument(help="The words of a quotation, 8 to 2,000 characters.")],
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Compare pasted words with the record: verbatim, different, or not on it."""
    with open_index(data, corpus) as index:
        verification = index.verify(text, scope=None)
        if as_json:
            print_json(verification)
        else:
            print_verification(verification, index.parties)


@app.command()
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


@app.command()
def sources(
    removed: Annotated[bool, typer.Option("--removed", help="Those that were removed.")] = False,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """List the documents on the record, and how they are spread over sides, kinds, years and outlets."""
    with open_index(data, corpus) as index:
        documents = index.documents(removed=removed)
        balance = weigh(documents)
        cited = weigh(list_cited(documents, read_cited_sources(corpus)))
        if as_json:
            dumped = [document.model_dump(mode="json", exclude={"text"}) for document in documents]
            balances = {"balance": balance.model_dump(), "cited_balance": cited.model_dump()}
            print_json({"documents": dumped, **balances})
        else:
            print_documents(documents, index.parties)
            print_balance("Documents", balance, index.parties)
            print_balance("Sources that briefings rest on", cited, index.parties)


@app.command()
def show(
    wanted: DocumentId,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Show a document's source and its text."""
    with open_index(data, corpus) as index:
        document = index.document(wanted)
        if as_json:
            print_json(document)
        else:
            print_document(document)


@app.command()
def remove(
    wanted: DocumentId,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Take a document out of what can be quoted. It is kept."""
    with open_index(data, corpus) as index:
        document = index.remove(wanted, actor=ACTOR)
        if as_json:
            print_json(document)
        else:
            out.print(
                f'Removed "{document.title}". Restore it with: python -m index restore {wanted}',
                markup=False,
            )


@app.command()
def restore(
    wanted: DocumentId,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Let a removed document be quoted again."""
    with open_index(data, corpus) as index:
        document = index.restore(wanted, actor=ACTOR)
        if as_json:
            print_json(document)
        else:
            out.print(f'Restored "{document.title}".', markup=False)


@app.command()
def history(
    wanted: DocumentId,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Show what was done to a document, and by whom."""
    with open_index(data, corpus) as index:
        events = index.history(wanted)
        if as_json:
            print_json({"events": [event.model_dump() for event in events]})
        else:
            table = Table("when", "who", "what", "version", box=None, pad_edge=False)
            for event in events:
                table.add_row(event.at, Text(event.actor), event.action, str(event.version))
            out.print(table)


@app.command()
def attribute(
    wanted: Annotated[str, typer.Argument(metavar="ID", help="The quotation's id.")],
    speaker: Annotated[str | None, typer.Option(help="Who said it.")] = None,
    unattributed: Annotated[bool, typer.Option("--unattributed", help="Nobody is known to have.")] = False,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Correct who said a quotation. It goes before what the program finds."""
    if (speaker is None) != unattributed or (speaker is not None and not speaker.strip()):
        raise typer.BadParameter("Give either --speaker NAME or --unattributed.")
    with open_index(data, corpus) as index:
        quotation = index.attribute(wanted, speaker, scope=None, actor=ACTOR)
        if as_json:
            print_json(quotation)
        else:
            said_by = f"is said by {quotation.speaker}" if quotation.speaker else "is unattributed"
            out.print(f"{quotation.id} {said_by}.", markup=False)


@app.command()
def build(as_json: AsJson = False, data: Data = DEFAULT_DATA, corpus: Corpus = DEFAULT_CORPUS) -> None:
    """Bring the store in line with the corpus folder. Asking does it by itself."""
    with open_index(data, corpus) as index:
        built = index.built
    if as_json:
        print_json(built)
        return
    counts = built.model_dump(exclude={"skipped"})
    told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    out.print(f"Documents: {told}." if told else "Nothing has changed.")
    for path, twin in built.skipped.items():
        out.print(f"{path} was skipped: its text is on the record already as {twin}.", markup=False)


app.command()(evaluate)
app.command()(fetch)


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that is new or empty.")],
    as_json: AsJson = False,
) -> None:
    """Start a corpus for another dispute: the format, the sides and one example."""
    written = [str(path) for path in start_corpus(folder)]
    if as_json:
        print_json({"files": written})
        return
    for path in written:
        out.print(f"Wrote {path}", markup=False)
    out.print(f'Ask it with: python -m index ask "…" --corpus {folder} --data {folder}-data', markup=False)


@app.command()
def check(as_json: AsJson = False, data: Data = DEFAULT_DATA) -> None:
    """Check every seal, slice, vector and cache. Exit status 1 where something is wrong."""
    if not (data / DATABASE_NAME).exists():
        raise DataFolderError(f"There is no record in {data}. Name its folder with --data.")
    with open_index(data, None) as index:
        faults = index.check()
    if as_json:
        print_json({"faults": faults})
    for fault in () if as_json else faults:
        out.print(fault, markup=False)
    if not faults and not as_json:
        out.print("All is as it was written.")
    raise typer.Exit(1 if faults else 0)
