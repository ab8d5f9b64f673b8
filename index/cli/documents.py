"""The commands that list, show, edit, remove, restore, purge and attribute documents."""

from typing import Annotated, Any

import typer

from index.cli.options import (
    ACTOR,
    DEFAULT_CORPUS,
    DEFAULT_DATA,
    AsJson,
    Corpus,
    Data,
    DocumentId,
    err,
    open_index,
    out,
    takes_metadata,
)
from index.cli.output import print_balance, print_document, print_documents, print_json, print_removal
from index.corpus.balance import count_balance, list_cited
from index.corpus.cited_sources import read_cited_sources
from index.domain.document import ANY_SCOPE, EVERYONE, find_removal
from index.text.invisible_characters import reveal


def sources(
    removed: Annotated[bool, typer.Option("--removed", help="List the removed documents instead.")] = False,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """List the documents, and how they are spread over sides, kinds, years and outlets."""
    with open_index(data, corpus) as index:
        documents = index.admin.list_documents(removed=removed, scope=ANY_SCOPE)
        balance = count_balance(documents)
        cited = count_balance(list_cited(documents, read_cited_sources(corpus)))
        if as_json:
            complete = index.documents(removed=removed, scope=ANY_SCOPE)
            dumped = [document.model_dump(mode="json", exclude={"text"}) for document in complete]
            balances = {"balance": balance.model_dump(), "cited_balance": cited.model_dump()}
            print_json({"documents": dumped, **balances})
        else:
            print_documents(documents, index.parties)
            print_balance("Documents", balance, index.parties)
            print_balance("Sources that briefings are based on", cited, index.parties)


def show(
    wanted: DocumentId,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Show a document with its details and its text."""
    with open_index(data, corpus) as index:
        document = index.document(wanted, scope=ANY_SCOPE)
        removal = find_removal(index.admin.history(wanted, scope=ANY_SCOPE)) if document.removed else None
    if as_json:
        print_json(document)
        return
    if removal is not None:
        print_removal(removal)
    print_document(document)


@takes_metadata
def edit(
    wanted: DocumentId,
    rights: Annotated[str | None, typer.Option(help="The terms under which the text may be used.")] = None,
    about: Annotated[
        list[str] | None,
        typer.Option(help="The ID of a source that a briefing is based on; can be repeated."),
    ] = None,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
    **metadata: Any,
) -> None:
    """Edit a document's details, as a new version. An empty value removes a detail."""
    given = {**metadata, "rights": rights}
    changes: dict[str, Any] = {name: value or None for name, value in given.items() if value is not None}
    if about is not None:
        changes["about"] = [source for source in about if source]
    if not changes:
        raise typer.BadParameter("Give at least one detail to change, such as --title.")
    with open_index(data, corpus) as index:
        before = index.document(wanted, scope=ANY_SCOPE)
        document = index.admin.edit(wanted, changes, actor=ACTOR, scope=ANY_SCOPE)
    if as_json:
        print_json(document)
    elif document.version == before.version:
        out.print(f'No change: "{document.title}" already says that.', markup=False)
    else:
        out.print(f'Edited "{document.title}", now version {document.version}.', markup=False)


def remove(
    wanted: DocumentId,
    reason: Annotated[str | None, typer.Option(help="The reason, shown in the log of changes.")] = None,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Remove a document from the record, so that it is no longer quoted. It can be restored."""
    with open_index(data, corpus) as index:
        document = index.remove(wanted, actor=ACTOR, reason=reason, scope=ANY_SCOPE)
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
    """Restore a removed document."""
    with open_index(data, corpus) as index:
        document = index.restore(wanted, actor=ACTOR, scope=ANY_SCOPE)
        if as_json:
            print_json(document)
        else:
            out.print(f'Restored "{document.title}".', markup=False)


def purge(
    wanted: DocumentId,
    reason: Annotated[str, typer.Option(help="The reason, in a sentence that is stored permanently.")],
    is_sure: Annotated[bool, typer.Option("--yes", help="Skip the confirmation.")] = False,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Erase a document permanently, from every file. Only a note of who, when and why remains."""
    if not reason.strip():
        raise typer.BadParameter("Give the reason in a sentence; it is stored permanently.")
    with open_index(data, corpus) as index:
        document = index.document(wanted, scope=ANY_SCOPE)
        question = f'Erase "{reveal(document.title)}" ({wanted}) for good? This cannot be undone.'
        if not is_sure and not typer.confirm(question, err=True):
            err.print("Nothing was erased.")
            raise typer.Exit(1)
        index.admin.purge(wanted, reason.strip(), actor=ACTOR)
    if as_json:
        print_json({"id": wanted, "reason": reason.strip()})
        return
    out.print(f'Erased "{document.title}" ({wanted}) for good.', markup=False)
    if document.scope == EVERYONE:
        out.print(
            "Its file in the corpus folder, if any, is not read again. Delete that file and any backups "
            "yourself."
        )


def attribute(
    wanted: Annotated[str, typer.Argument(metavar="ID", help="The ID of the quotation.")],
    speaker: Annotated[str | None, typer.Option(help="The person or organisation that said it.")] = None,
    unattributed: Annotated[bool, typer.Option("--unattributed", help="No speaker is known.")] = False,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Correct the speaker of a quotation. This takes precedence over what the program finds."""
    if (speaker is None) != unattributed or (speaker is not None and not speaker.strip()):
        raise typer.BadParameter("Give either --speaker NAME or --unattributed.")
    with open_index(data, corpus) as index:
        quotation = index.quotations.attribute(wanted, speaker, scope=ANY_SCOPE, actor=ACTOR)
        if as_json:
            print_json(quotation)
        else:
            said_by = f"attributed to {quotation.speaker}" if quotation.speaker else "unattributed"
            out.print(f"{quotation.id} is now {said_by}.", markup=False)
