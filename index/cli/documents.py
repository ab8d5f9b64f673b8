"""The commands that show, change and take away single documents."""

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
    Kinds,
    Language,
    Party,
    Published,
    Stated,
    Url,
    err,
    open_index,
    out,
)
from index.cli.output import print_balance, print_document, print_documents, print_json, print_removal
from index.corpus.balance import count_balance, list_cited
from index.corpus.cited_sources import read_cited_sources
from index.domain.document import EVERYONE, find_removal
from index.text.invisible_characters import reveal


def sources(
    removed: Annotated[bool, typer.Option("--removed", help="Those that were removed.")] = False,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """List the documents on the record, and how they are spread over sides, kinds, years and outlets."""
    with open_index(data, corpus) as index:
        documents = index.list_documents(removed=removed)
        balance = count_balance(documents)
        cited = count_balance(list_cited(documents, read_cited_sources(corpus)))
        if as_json:
            whole = index.documents(removed=removed)
            dumped = [document.model_dump(mode="json", exclude={"text"}) for document in whole]
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
        removal = find_removal(index.history(wanted)) if document.removed else None
    if as_json:
        print_json(document)
        return
    if removal is not None:
        print_removal(removal)
    print_document(document)


def edit(
    wanted: DocumentId,
    title: Stated = None,
    author: Stated = None,
    publisher: Stated = None,
    party: Party = None,
    kind: Kinds = None,
    published: Published = None,
    url: Url = None,
    language: Language = None,
    rights: Annotated[str | None, typer.Option(help="Under which it may be used.")] = None,
    about: Annotated[list[str] | None, typer.Option(help="A source that a briefing rests on.")] = None,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Change what is stated of a document, in a new version; an empty value is taken away."""
    given = {
        "title": title,
        "author": author,
        "publisher": publisher,
        "party": party,
        "kind": kind,
        "published": published,
        "url": url,
        "language": language,
        "rights": rights,
    }
    changes: dict[str, Any] = {name: value or None for name, value in given.items() if value is not None}
    if about is not None:
        changes["about"] = [source for source in about if source]
    if not changes:
        raise typer.BadParameter("Give at least one option that says what to change, such as --title.")
    with open_index(data, corpus) as index:
        before = index.document(wanted)
        document = index.edit(wanted, changes, actor=ACTOR)
    if as_json:
        print_json(document)
    elif document.version == before.version:
        out.print(f'Nothing of "{document.title}" has changed.', markup=False)
    else:
        out.print(f'Changed "{document.title}", version {document.version}.', markup=False)


def remove(
    wanted: DocumentId,
    reason: Annotated[str | None, typer.Option(help="Why, for the audit.")] = None,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Take a document out of what can be quoted. It is kept."""
    with open_index(data, corpus) as index:
        document = index.remove(wanted, actor=ACTOR, reason=reason)
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


def purge(
    wanted: DocumentId,
    reason: Annotated[str, typer.Option(help="Why, in a sentence that stays.")],
    is_sure: Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")] = False,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Erase a document for good: text, original, vectors, quotations. A tombstone with the reason stays."""
    if not reason.strip():
        raise typer.BadParameter("Give the reason, in a sentence that stays.")
    with open_index(data, corpus) as index:
        document = index.document(wanted)
        question = f'Erase "{reveal(document.title)}" ({wanted}) for good? It cannot be undone.'
        if not is_sure and not typer.confirm(question, err=True):
            err.print("Nothing was erased.")
            raise typer.Exit(1)
        index.purge(wanted, reason.strip(), actor=ACTOR)
    if as_json:
        print_json({"id": wanted, "reason": reason.strip()})
        return
    out.print(f'Erased "{document.title}" ({wanted}) for good.', markup=False)
    if document.scope == EVERYONE:
        out.print("A file of it in the corpus folder is not read again. Delete that as well, and backups.")


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
