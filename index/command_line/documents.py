"""The commands that show, change and take away single documents."""

from typing import Annotated

import typer

from index.balance import list_cited, weigh
from index.cited_sources import read_cited_sources
from index.command_line.options import (
    ACTOR,
    DEFAULT_CORPUS,
    DEFAULT_DATA,
    AsJson,
    Corpus,
    Data,
    DocumentId,
    open_index,
    out,
)
from index.command_line.printing import (
    print_balance,
    print_document,
    print_documents,
    print_json,
)


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
