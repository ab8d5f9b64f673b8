"""The commands that tell what was done to the record, and undo it."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer
from rich.padding import Padding
from rich.text import Text

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
from index.command_line.printing import print_json
from index.documents import Event

_DAY = timedelta(days=1)

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day, in UTC.")]
Scope = Annotated[
    str | None, typer.Option(help="Only documents of this Discord server, or of everyone's record.")
]


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
        print_events(events)


def audit(
    scope: Scope = None,
    actor: Annotated[str | None, typer.Option(help="Only what this person or program did.")] = None,
    action: Annotated[
        str | None, typer.Option(help="Only this: add, edit, remove, restore, attribute, undo or purge.")
    ] = None,
    document: Annotated[str | None, typer.Option(metavar="ID", help="Only acts on this document.")] = None,
    since: Day = None,
    until: Day = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Acts at most.")] = 25,
    before: Annotated[int | None, typer.Option(metavar="NUMBER", help="Only acts before this one.")] = None,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Show what was done to the record, the newest first: who, when, what, before and after."""
    with open_index(data, corpus) as index:
        events = index.audit(
            scope=scope,
            actor=actor,
            action=action,
            document=document,
            since=since,
            until=until and until + _DAY - timedelta(seconds=1),
            limit=limit,
            before=before,
        )
    if as_json:
        print_json({"events": [event.model_dump() for event in events]})
        return
    print_events(events)
    if len(events) == limit:
        out.print(f"Those before them: --before {events[-1].id}", style="dim")


def undo(
    scope: Scope = None,
    within: Annotated[int, typer.Option(min=1, metavar="MINUTES", help="If it is not older.")] = 24 * 60,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Undo the last act of the command line."""
    with open_index(data, corpus) as index:
        event = index.undo(scope=scope, actor=ACTOR, within=timedelta(minutes=within))
    if as_json:
        print_json(event)
    else:
        told = "; ".join(list_changes(event))
        out.print(f'Undid act {event.undoes} on "{event.title}" ({event.document_id}). {told}', markup=False)


def print_events(events: Iterable[Event]) -> None:
    """Each event on a line, and what it changed on further ones."""
    for event in events:
        title = f' "{event.title}"' if event.title else ""
        told = f"{event.id}  {event.at}  {event.actor}  {event.action}  {event.document_id}{title}"
        out.print(Text(told), soft_wrap=True)
        for change in list_changes(event):
            out.print(Padding(Text(change, style="dim"), (0, 0, 0, 4)))


def list_changes(event: Event) -> Iterator[str]:
    """What an act changed, a part for each field; what was added has no before."""
    if event.undoes is not None:
        yield f"undoes act {event.undoes}"
    before, after = event.before or {}, event.after or {}
    for name in after if event.before is not None else ():
        if before.get(name) != after[name]:
            yield f"{name}: {_to_words(before.get(name))} → {_to_words(after[name])}"
    if event.reason:
        yield event.reason


def _to_words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{count} {name}" for name, count in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return "–" if value is None else str(value)
