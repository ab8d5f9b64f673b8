"""Acts as moderators read them: who, when, what, before and after. No words of a document are among them."""

import json
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, Final

from bot.markdown import escape, shorten
from bot.strings import audit as words
from index import AuditEntry, Event, Parties, ServerEvent

AUDIT_BUDGET_CHARS: Final = 3600
"""Characters of acts in one message; the others are kept for what stands around them."""

_MAX_TITLE_CHARS: Final = 100
_MAX_REASON_CHARS: Final = 200
_MAX_VALUE_CHARS: Final = 60
"""Characters before they are escaped, which may double them: so one act takes less than half of a message."""

_CHANGES: Final = 5
_IDS: Final = 5
"""Entries of a list that are shown before the rest is counted."""

_UNSAID: Final = frozenset({"original", "quotation"})
_SAID_BY_ACTION: Final = frozenset({"remove", "restore"})


class AuditFormatter:
    """Tells acts on one record, whose parties have names."""

    def __init__(self, parties: Parties) -> None:
        self._parties = parties

    def format(self, act: AuditEntry) -> str:
        """An act on a line, and what it changed on another."""
        who = f"<@{act.actor}>" if act.actor.isdecimal() else _short(act.actor)
        reason = shorten(act.reason or "", _MAX_REASON_CHARS) if isinstance(act, Event) else ""
        line = words.act(act.at, who, act.action, _name(act), escape(reason))
        changes = list(self._list_changes(act) if isinstance(act, Event) else _list_set(act))
        if not changes:
            return line
        return f"{line}\n{words.changes(changes[:_CHANGES], len(changes[_CHANGES:]))}"

    def format_page(self, acts: Sequence[AuditEntry]) -> list[str]:
        """As many of the acts as fit into a message, from the first one on; that one does in any case."""
        told = [self.format(act) for act in acts]
        lengths = accumulate(len(one) + 1 for one in told)
        return [one for one, so_far in zip(told, lengths, strict=True) if so_far <= AUDIT_BUDGET_CHARS]

    def _list_changes(self, event: Event) -> Iterator[str]:
        before, after = event.before or {}, event.after or {}
        if event.before is None or event.action in _SAID_BY_ACTION:
            return
        for name, new in after.items():
            if name in _UNSAID or before.get(name) == new:
                continue
            if name == "sha256":
                yield f"{words.TEXT}: {words.ANOTHER}"
            elif name == "corrections":
                yield f"{words.FIELDS[name]}: {words.carried(new.get('kept', 0), new.get('lost', 0))}"
            else:
                shown = (self._to_words(name, value) for value in (before.get(name), new))
                yield words.change(words.FIELDS.get(name, name), *shown)

    def _to_words(self, name: str, value: Any) -> str:
        match name, value:
            case "removed", _:
                return words.NO if value else words.YES
            case _, None | []:
                return words.NOTHING
            case "party", str():
                return _short(self._parties.name(value))
            case _, int():
                return f"{value:,}"
            case _, list():
                return _short(", ".join(map(str, value)))
        return _short(str(value))


def _name(act: AuditEntry) -> str:
    """The document or server that an event concerns."""
    if isinstance(act, Event):
        return escape(shorten(act.title or act.document_id, _MAX_TITLE_CHARS))
    if act.action == "set":
        return words.SETTINGS.get(act.subject, _short(act.subject))
    if act.action in ("dismiss", "answer"):
        return escape(shorten(act.title, _MAX_TITLE_CHARS)) if act.title else words.QUESTION_GONE
    return ""


def _list_set(act: ServerEvent) -> Iterator[str]:
    if act.action == "set":
        yield words.change(
            "", *(_to_setting(act.subject, json.loads(one)) for one in (act.before, act.after))
        )


def _to_setting(name: str, value: Any) -> str:
    match name, value:
        case "channels", []:
            return words.ALL
        case _, None | []:
            return words.NOTHING
        case _, bool():
            return words.YES if value else words.NO
        case _, int() | float():
            return f"{value:g}"
    listed = value if isinstance(value, list) else [value]
    mark = "@&" if name == "moderator_roles" else "#"
    shown = [f"<{mark}{one}>" if str(one).isdecimal() else _short(str(one)) for one in listed[:_IDS]]
    return words.several(shown, len(listed[_IDS:]))


def _short(value: str) -> str:
    return escape(shorten(value, _MAX_VALUE_CHARS))
