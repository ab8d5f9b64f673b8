"""The views of adding a document: the preview, the progress, and the result."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.documents.add_components import (
    AddButton,
    CancelButton,
    EditDraftButton,
    KindSelect,
    PartySelect,
    ReopenDraftButton,
    SampleQuestionButton,
    ScopeSelect,
)
from bot.documents.drafts import Draft
from bot.markdown import cut, escape, link, shorten, show_address
from bot.strings import add_document as words
from bot.strings.answers import origin
from bot.ui.layout import plain
from bot.ui.limits import MAX_LINK_CHARS, MAX_MESSAGE_CHARS
from index import EVERYONE, NO_PARTY, Document, Kind, Parties, find_hidden

_SPEAKERS: Final = 5
_WAYS: Final = ((3, 700), (1, 500), (0, 200))
"""Similar documents, and characters of the beginning, that a preview shows: the first pair that fits."""

_MAX_OPTIONS: Final = 25
"""Options that Discord shows of a select."""

_COLOUR: Final = 0x5865F2


class AddViews:
    """Layouts for one record."""

    def __init__(self, parties: Parties) -> None:
        self._parties = parties

    def failed(self, sentence: str, again: str | None) -> ui.LayoutView:
        """Why nothing was added, with a button that opens the form again, if `again` names one."""
        view = plain(sentence)
        if again is not None:
            view.add_item(ui.ActionRow(ReopenDraftButton(again).button()))
        return view

    def reading(self, name: str) -> ui.LayoutView:
        """While a source is read."""
        return plain(words.reading(_name(name)))

    def preview(self, draft: Draft, notice: str | None = None) -> ui.LayoutView:
        """The preview of a document to add, with every action on it."""
        for likes, room in _WAYS:
            view = self._lay_out(draft, notice, likes, room)
            if view.content_length() <= MAX_MESSAGE_CHARS:
                break
        return view

    def _lay_out(self, draft: Draft, notice: str | None, likes: int, room: int) -> ui.LayoutView:
        view = plain(*filter(None, (notice, words.NOTHING_YET)))
        view.add_item(ui.Container(*self._describe(draft, likes, room), accent_colour=_COLOUR))
        for select in self._selects(draft):
            view.add_item(ui.ActionRow(select))
        view.add_item(self._buttons(draft))
        view.add_item(ui.TextDisplay(words.expires(draft.expires)))
        return view

    def adding(self, draft: Draft, step: str) -> ui.LayoutView:
        """The progress of adding."""
        return plain(words.adding(_title_of(draft), step))

    def added(self, document: Document, questions: Sequence[str]) -> ui.LayoutView:
        """That it is on the record, and questions that it answers."""
        told = words.added(
            _link_to(document),
            document.id,
            version=document.version,
            is_for_all=document.scope == EVERYONE,
        )
        view = plain(f"{told}\n{words.UNDO}")
        if questions:
            view.add_item(ui.Separator())
            view.add_item(ui.TextDisplay(words.SAMPLES))
            for question in questions:
                view.add_item(ui.ActionRow(SampleQuestionButton(question).button(question)))
        return view

    def duplicate(self, document: Document) -> ui.LayoutView:
        """That it is on the record already."""
        return plain(words.twin(_link_to(document), document.id))

    def _describe(self, draft: Draft, likes: int, room: int) -> Iterator[ui.Item[Any]]:
        preview = draft.preview
        yield ui.TextDisplay("\n".join(self._source(draft)))
        yield ui.Separator()
        yield ui.TextDisplay(words.BEGINS)
        yield ui.TextDisplay(cut(preview.beginning, room))
        left_out = max(len(preview.speakers) - _SPEAKERS, 0)
        speakers = [escape(shorten(name, 60)) for name in preview.speakers[:_SPEAKERS]]
        measured = words.measures(
            characters=len(preview.text),
            words=preview.words,
            sentences=preview.sentences,
            pages=preview.pages,
        )
        said = words.quotations_found(preview.quotations, speakers, left_out)
        yield ui.TextDisplay(f"-# {measured}\n-# {said}")
        remarks = "\n".join(self._remarks(draft, likes))
        if remarks:
            yield ui.Separator()
            yield ui.TextDisplay(remarks)

    def _source(self, draft: Draft) -> Iterator[str]:
        source = draft.preview.source
        yield f"**{_title_of(draft)}**"
        known = {key: source.get(key) for key in ("author", "publisher")}
        published = source.get("published") if "published" not in draft.preview.problems else None
        yield origin(
            kind=str(source.get("kind", Kind.ARTICLE)),
            published=published,
            **{key: value and escape(shorten(str(value), 100)) for key, value in known.items()},
        )
        if source.get("url") and "url" not in draft.preview.problems:
            yield show_address(str(source["url"]))
        if draft.question:
            yield words.for_question(escape(shorten(draft.question, 200)))

    def _remarks(self, draft: Draft, likes: int) -> Iterator[str]:
        """Warnings of a draft: what is too long, what is doubtful, and similar documents on the record."""
        preview = draft.preview
        for field in preview.problems:
            yield describe_problem(field, str(preview.source.get(field, "")))
        for doubt in preview.warnings:
            yield words.doubt(doubt, language=preview.language, usual=preview.usual)
        if preview.renews is not None:
            yield words.renews(_link_to(preview.renews), preview.renews.id)
        if preview.similar and likes:
            yield words.ALIKE
        for one in preview.similar[:likes]:
            yield words.alike(_link_to(one.document), one.document.id, one.share)

    def _selects(self, draft: Draft) -> Iterator[ui.Item[Any]]:
        party, kind = (
            draft.preview.source.get("party", NO_PARTY),
            str(draft.preview.source.get("kind", Kind.ARTICLE)),
        )
        if sides := list_sides(self._parties, str(party)):
            yield PartySelect(draft.id).select(sides)
        yield KindSelect(draft.id).select(list_kinds(kind))
        if draft.may_choose_scope:
            scopes = {str(draft.server): words.FOR_SERVER, EVERYONE: words.FOR_ALL}
            yield ScopeSelect(draft.id).select(_options(scopes, draft.scope))

    def _buttons(self, draft: Draft) -> ui.ActionRow[Any]:
        preview = draft.preview
        row: ui.ActionRow[Any] = ui.ActionRow()
        is_wrong = bool(preview.problems)
        if preview.renews is not None:
            row.add_item(AddButton(draft.id, "version").button(words.ADD_VERSION, disabled=is_wrong))
        label = words.ADD_NEW if preview.renews else words.ADD_ANYWAY if preview.similar else words.ADD_NOW
        row.add_item(AddButton(draft.id, "new").button(label, disabled=is_wrong))
        row.add_item(EditDraftButton(draft.id).button())
        row.add_item(CancelButton(draft.id).button())
        return row


def list_sides(parties: Parties, chosen: str) -> list[discord.SelectOption]:
    """The sides that a document can stand on; empty if there are none to choose from."""
    names = {NO_PARTY: words.NO_SIDE} | {one: parties.name(one) for one in parties.parties if one != NO_PARTY}
    return _options(names, chosen, words.SIDE_CHOSEN) if len(names) > 1 else []


def list_kinds(chosen: str) -> list[discord.SelectOption]:
    """The sorts of text that a moderator can choose: what is no briefing does not become one."""
    kinds = [one for one in Kind if one != Kind.BRIEFING or one == chosen]
    return _options({one.value: one.value.capitalize() for one in kinds}, chosen, words.KIND_CHOSEN)


def describe_problem(field: str, value: str) -> str:
    """The problem with a typed value."""
    return words.problem(field, escape(shorten(value, 100)), find_hidden(value))


def _options(names: dict[str, str], chosen: str, before_chosen: str = "") -> list[discord.SelectOption]:
    """The first of them that Discord shows; what stands before the chosen one tells what was chosen."""
    return [
        discord.SelectOption(
            label=shorten(f"{before_chosen}{name}" if value == chosen else name, 100),
            value=value,
            default=value == chosen,
        )
        for value, name in list(names.items())[:_MAX_OPTIONS]
    ]


def _title_of(draft: Draft) -> str:
    title = draft.preview.source.get("title")
    return escape(shorten(str(title), 200)) if title else words.no_title()


def _link_to(document: Document) -> str:
    """A document's title, as a link to where it is published if that is known, and not too long."""
    title = shorten(document.title, 150)
    if document.url is None or len(document.url) > MAX_LINK_CHARS:
        return f"**{escape(title)}**"
    return f"**{link(title, document.url)}**"


def _name(name: str) -> str:
    return escape(shorten(name, 200))
