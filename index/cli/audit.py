"""The commands that show the audit log, and undo the last change."""

import contextlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Annotated, Any, get_args

import typer
from rich.padding import Padding
from rich.text import Text

from index.cli.options import (
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
from index.cli.output import print_json
from index.domain.audit import AuditCursor, AuditEntry
from index.domain.document import ANY_SCOPE, Action, Event
from index.domain.server import ServerAction, ServerEvent

_DAY = timedelta(days=1)

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A date, in UTC.")]
Scope = Annotated[
    str | None,
    typer.Option(help="Only changes in this Discord server (its ID), or to shared documents (everyone)."),
]


_ACTIONS = ", ".join((*get_args(Action), *get_args(ServerAction)))


def _parse_cursor(text: str) -> AuditCursor | int:
    """The id of an event, or a cursor between entries."""
    with contextlib.suppress(ValueError):
        return AuditCursor.parse(text) if "." in text else int(text)
    raise typer.BadParameter(
        f"'{text}' is not the number of a change, such as 41 or 41.7. The audit shows these numbers."
    )


def history(
    wanted: DocumentId,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Show the history of a document."""
    with open_index(data, corpus) as index:
        events = index.admin.history(wanted, scope=ANY_SCOPE)
    if as_json:
        print_json({"events": [event.model_dump() for event in events]})
    else:
        print_entries(events)


def audit(
    scope: Scope = None,
    actor: Annotated[str | None, typer.Option(help="Only changes by this person or program.")] = None,
    action: Annotated[str | None, typer.Option(help=f"Only this kind of change: {_ACTIONS}.")] = None,
    document: Annotated[str | None, typer.Option(metavar="ID", help="Only changes to this document.")] = None,
    since: Day = None,
    until: Day = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Maximum number of changes.")] = 25,
    before: Annotated[
        Any, typer.Option(metavar="NUMBER", parser=_parse_cursor, help="Only changes before this one.")
    ] = None,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Show the log of changes, newest first: who, when, what, before and after."""
    with open_index(data, corpus) as index:
        newest = index.audit.cursor()
        entries = index.audit.read(
            scope=scope or ANY_SCOPE,
            actor=actor,
            action=action,
            document=document,
            since=since,
            until=until and until + _DAY - timedelta(seconds=1),
            limit=limit,
            before=newest if before is None else before,
        )
    older = (before if isinstance(before, AuditCursor) else newest).before(entries)
    if as_json:
        of_documents = [entry.model_dump() for entry in entries if isinstance(entry, Event)]
        of_servers = [entry.model_dump() for entry in entries if isinstance(entry, ServerEvent)]
        print_json({"events": of_documents, "server_acts": of_servers, "before": str(older)})
        return
    print_entries(entries)
    if len(entries) == limit:
        out.print(f"Older changes: --before {older}", style="dim")


def undo(
    scope: Scope = None,
    within: Annotated[
        int, typer.Option(min=1, metavar="MINUTES", help="Only if it is at most this old.")
    ] = 24 * 60,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Undo the last change by the command line."""
    with open_index(data, corpus) as index:
        event = index.admin.undo(scope=scope or ANY_SCOPE, actor=ACTOR, within=timedelta(minutes=within))
    if as_json:
        print_json(event)
    else:
        changes = "; ".join(list_changes(event))
        out.print(
            f'Undid change {event.undoes} to "{event.title}" ({event.document_id}). {changes}', markup=False
        )


def print_entries(entries: Iterable[AuditEntry]) -> None:
    """Print each entry on a line, followed by its changes."""
    for entry in entries:
        title = f' "{entry.title}"' if entry.title else ""
        subject = entry.document_id if isinstance(entry, Event) else f"{entry.subject} in {entry.scope}"
        number = str(entry.id) if isinstance(entry, Event) else "–"
        line = f"{number}  {entry.at}  {entry.actor}  {entry.action}  {subject}{title}"
        out.print(Text(line), soft_wrap=True)
        for change in list_changes(entry):
            out.print(Padding(Text(change, style="dim"), (0, 0, 0, 4)))


def list_changes(entry: AuditEntry) -> Iterator[str]:
    """The changes of an entry, one for each field; an added document has none."""
    if isinstance(entry, Event):
        yield from _list_changes(entry)
    else:
        yield f"{_format_value(json.loads(entry.before))} → {_format_value(json.loads(entry.after))}"


def _list_changes(event: Event) -> Iterator[str]:
    if event.undoes is not None:
        yield f"undoes change {event.undoes}"
    before, after = event.before or {}, event.after or {}
    for name in after if event.before is not None else ():
        if before.get(name) != after[name]:
            yield f"{name}: {_format_value(before.get(name))} → {_format_value(after[name])}"
    if event.reason:
        yield event.reason


def _format_value(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{count} {name}" for name, count in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return "–" if value is None else str(value)
