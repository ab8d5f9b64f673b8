"""The commands that tell what was done to the record, and undo it."""

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
from index.domain.document import Action, Event
from index.domain.server import ServerAction, ServerEvent

_DAY = timedelta(days=1)

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A date, in UTC.")]
Scope = Annotated[
    str | None,
    typer.Option(help="Only changes in this Discord server (its ID), or to shared documents (everyone)."),
]


_ACTIONS = ", ".join((*get_args(Action), *get_args(ServerAction)))


def _read_place(given: str) -> AuditCursor | int:
    """The id of an act on a document, or a place between acts."""
    with contextlib.suppress(ValueError):
        return AuditCursor.parse(given) if "." in given else int(given)
    raise typer.BadParameter(
        f"'{given}' is not the number of a change, such as 41 or 41.7. The audit shows these numbers."
    )


def history(
    wanted: DocumentId,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Show the history of a document."""
    with open_index(data, corpus) as index:
        events = index.history(wanted)
    if as_json:
        print_json({"events": [event.model_dump() for event in events]})
    else:
        print_acts(events)


def audit(
    scope: Scope = None,
    actor: Annotated[str | None, typer.Option(help="Only changes by this person or program.")] = None,
    action: Annotated[str | None, typer.Option(help=f"Only this kind of change: {_ACTIONS}.")] = None,
    document: Annotated[str | None, typer.Option(metavar="ID", help="Only changes to this document.")] = None,
    since: Day = None,
    until: Day = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Maximum number of changes.")] = 25,
    before: Annotated[
        Any, typer.Option(metavar="NUMBER", parser=_read_place, help="Only changes before this one.")
    ] = None,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Show the log of changes, newest first: who, when, what, before and after."""
    with open_index(data, corpus) as index:
        newest = index.find_place()
        acts = index.audit(
            scope=scope,
            actor=actor,
            action=action,
            document=document,
            since=since,
            until=until and until + _DAY - timedelta(seconds=1),
            limit=limit,
            before=newest if before is None else before,
        )
    rest = (before if isinstance(before, AuditCursor) else newest).before(acts)
    if as_json:
        for_documents = [act.model_dump() for act in acts if isinstance(act, Event)]
        others = [act.model_dump() for act in acts if isinstance(act, ServerEvent)]
        print_json({"events": for_documents, "server_acts": others, "before": str(rest)})
        return
    print_acts(acts)
    if len(acts) == limit:
        out.print(f"Older changes: --before {rest}", style="dim")


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
        event = index.undo(scope=scope, actor=ACTOR, within=timedelta(minutes=within))
    if as_json:
        print_json(event)
    else:
        told = "; ".join(list_changes(event))
        out.print(
            f'Undid change {event.undoes} to "{event.title}" ({event.document_id}). {told}', markup=False
        )


def print_acts(acts: Iterable[AuditEntry]) -> None:
    """Each act on a line, and what it changed on further ones."""
    for act in acts:
        title = f' "{act.title}"' if act.title else ""
        subject = act.document_id if isinstance(act, Event) else f"{act.subject} in {act.scope}"
        number = str(act.id) if isinstance(act, Event) else "–"
        told = f"{number}  {act.at}  {act.actor}  {act.action}  {subject}{title}"
        out.print(Text(told), soft_wrap=True)
        for change in list_changes(act):
            out.print(Padding(Text(change, style="dim"), (0, 0, 0, 4)))


def list_changes(act: AuditEntry) -> Iterator[str]:
    """What an act changed, a part for each field; what was added has no before."""
    if isinstance(act, Event):
        yield from _list_changes(act)
    else:
        yield f"{_to_words(json.loads(act.before))} → {_to_words(json.loads(act.after))}"


def _list_changes(event: Event) -> Iterator[str]:
    if event.undoes is not None:
        yield f"undoes change {event.undoes}"
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
