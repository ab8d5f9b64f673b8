"""The commands that answer a question and verify pasted words."""

from typing import Annotated

import typer

from index.cli.options import DEFAULT_CORPUS, DEFAULT_DATA, AsJson, Corpus, Data, Since, Until, open_index
from index.cli.output import print_answer, print_json, print_verification
from index.domain.document import ANY_SCOPE, Kind


def ask(
    question: Annotated[str, typer.Argument(help="The question.")],
    limit: Annotated[int, typer.Option(min=1, max=25, help="Maximum number of quotations.")] = 3,
    party: Annotated[str | None, typer.Option(help="Only documents from this side.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Only what this person or organisation said.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Only documents of this kind.")] = None,
    since: Since = None,
    until: Until = None,
    both_sides: Annotated[
        bool, typer.Option("--both-sides", help="Show what each side says, and which side says nothing.")
    ] = False,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Answer a question with quotations."""
    with open_index(data, corpus, will_ask=question) as index:
        answer = index.ask(
            question,
            limit=limit,
            party=party,
            speaker=speaker,
            kind=kind,
            since=since and since.date(),
            until=until and until.date(),
            both_sides=both_sides,
            scope=ANY_SCOPE,
        )
        if as_json:
            print_json(answer)
        else:
            print_answer(answer, index.parties)


def verify(
    text: Annotated[str, typer.Argument(help="The words of a quotation, 8 to 2,000 characters.")],
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Check a quotation against the record."""
    with open_index(data, corpus) as index:
        verification = index.verify(text, scope=ANY_SCOPE)
        if as_json:
            print_json(verification)
        else:
            print_verification(verification, index.parties)
