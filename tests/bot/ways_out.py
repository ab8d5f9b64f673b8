"""Every way in which something of the record can come to a user: each is looked at from one place."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from discord import AppCommandType, app_commands

from bot.strings import add_document as adding_words
from bot.strings import answers as common_words
from bot.strings import verification as verifying_words
from index import ANY_SCOPE, EVERYONE
from tests.bot import layouts
from tests.bot.town import Town, misspell

Use = tuple[dict[str, Any], Collection[str]]
"""The options of a command, and what they tell of another server's documents by themselves."""

_TYPED: Final = ("", "holt", "paper")


def _plainly(_town: Town, _scope: str) -> Iterator[Use]:
    yield {}, ()


def _with_each_document(town: Town, scope: str) -> Iterator[Use]:
    yield from _with_others_documents(town, scope)
    yield {"document": next(one for one, (marks, *_) in town.marks.items() if marks.scope == scope)}, ()


def _with_others_documents(town: Town, scope: str) -> Iterator[Use]:
    latest = {marks.scope: wanted for wanted, (marks, *_) in town.marks.items()}
    for other in set(latest) - {EVERYONE, scope}:
        yield {"document": latest[other]}, ()


def _with_questions(town: Town, scope: str) -> Iterator[Use]:
    for marks in town.hidden_marks(scope):
        yield {"question": misspell(marks)}, ()
        yield {"question": "Who said that it floats?", "speaker": marks.speaker.replace("holt", "hold")}, ()


def _with_sources(town: Town, scope: str) -> Iterator[Use]:
    for marks in town.hidden_marks(scope):
        told = (marks.word, marks.speaker.split()[1])
        yield {"text": marks.text}, told
        yield {"text": marks.text.replace("quay", "pier")}, told
        head = f"---\ntitle: A mast\nurl: {marks.url}\n---\n\n"
        yield {"file": ("mast.md", f"{head}The mast is tall.".encode())}, (marks.url,)


def _with_words(town: Town, scope: str) -> Iterator[Use]:
    for marks in town.hidden_marks(scope):
        yield {"text": f"The ferry of the harbour carries a {marks.word} over the sound."}, (marks.word,)


def _with_topics(town: Town, scope: str) -> Iterator[Use]:
    for marks in town.hidden_marks(scope):
        yield {"topic": misspell(marks)}, ()


def _with_speakers(town: Town, scope: str) -> Iterator[Use]:
    for marks in town.hidden_marks(scope):
        yield {"speaker": marks.speaker}, marks.speaker.split()
        yield {"speaker": "holt"}, ()


def _with_quotations(town: Town, scope: str) -> Iterator[Use]:
    for marks in town.hidden_marks(scope):
        answer = town.record.ask(f"Does the {marks.word} float?", scope=ANY_SCOPE, limit=1)
        for quotation in answer.quotations or answer.nearest:
            yield {"id": quotation.id}, ()


def _for_good(town: Town, scope: str) -> Iterator[Use]:
    for options, told in _with_others_documents(town, scope):
        yield options | {"reason": "It is to go."}, told


def _with_actions(_town: Town, _scope: str) -> Iterator[Use]:
    yield {}, ()
    yield {"action": "add"}, ()


COMMANDS: Final[dict[str, Callable[[Town, str], Iterator[Use]]]] = {
    "about": _plainly,
    "ask": _with_questions,
    "document add": _with_sources,
    "document edit": _with_each_document,
    "document history": _with_each_document,
    "document list": _plainly,
    "document purge": _for_good,
    "document remove": _with_others_documents,
    "document restore": _with_others_documents,
    "document undo": _plainly,
    "help": _plainly,
    "moderation audit": _with_actions,
    "moderation feedback": _plainly,
    "moderation settings": _plainly,
    "moderation unanswered": _plainly,
    "privacy delete": _plainly,
    "privacy show": _plainly,
    "quote by": _with_speakers,
    "quote find": _with_topics,
    "quote random": _plainly,
    "quote show": _with_quotations,
    "sources card": _plainly,
    "sources list": _plainly,
    "sources show": _with_each_document,
    "verify": _with_words,
}
"""How each slash command is used. The test fails where one is missing: add it, with what it may be given."""

MENUS: Final = {adding_words.MENU, common_words.MENU, verifying_words.MENU}
"""The message menus, each of which is used on a message that asks for another server's document."""


def list_commands(tree: app_commands.CommandTree[Any]) -> dict[str, app_commands.Command[Any, ..., Any]]:
    """The slash commands by their whole names."""
    found = [one for one in tree.walk_commands() if isinstance(one, app_commands.Command)]
    return {one.qualified_name: one for one in found}


def list_menus(tree: app_commands.CommandTree[Any]) -> set[str]:
    """The names of all that is in a menu of messages or users."""
    kinds = (AppCommandType.message, AppCommandType.user)
    return {one.name for kind in kinds for one in tree.get_commands(type=kind)}


async def look_out(town: Town, scopes: Iterable[str]) -> None:
    """Try every way out, from servers and in direct messages; nobody changes anything elsewhere."""
    await town.env.advance_time(3)  # those who follow a question are told
    for scope in scopes:
        others = [other for other in town.viewers if other != scope]
        before = [_state(town, other) for other in others]
        parts = {part["custom_id"]: part for part in town.parts.values()}
        await _use_commands(town, scope)
        await _use_parts(town, scope, parts)
        await _ask_for_the_very_words(town, scope)
        assert before == [_state(town, other) for other in others]
    await town.env.advance_time(3)
    _look_at_what_is_posted(town)


async def _use_commands(town: Town, scope: str) -> None:
    viewer, tree = town.viewers[scope], town.env.bot.tree  # type: ignore[attr-defined]  # RecordBot has one
    for name, command in list_commands(tree).items():
        for options, told in COMMANDS[name](town, scope):
            shown = await viewer.command(name, options)
            town.see(scope, shown, told=told)
            _count(town, scope, shown)
            for cancel in (one for one in layouts.custom_ids(shown.response) if "cancel" in one):
                await viewer.actor.click(shown.response, custom_id=cancel)
        for option in (one.name for one in command.parameters if one.autocomplete):
            for typed in _TYPED:
                town.see(scope, await viewer.complete(name, option, typed))


async def _use_parts(town: Town, scope: str, parts: Mapping[str, dict[str, Any]]) -> None:
    """Press what was shown here and elsewhere, and send the forms."""
    viewer = town.viewers[scope]
    board = (await viewer.command("help", {})).response
    for form in town.forms:
        town.see(scope, await viewer.submit(form, "2019"))
    for part in _order(parts.values()):
        options = [option["value"] for option in part.get("options", ())][-1:]
        told = [name for name in town.hidden(scope) if name in str(part)]
        used = await viewer.use(part, board, options)
        town.see(scope, used, board.message, told=told)
        if used.modal:
            town.see(scope, await viewer.submit(used.modal, "2019"), board.message)


def _order(parts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """First what only shows something, then what ends something or asks what it says."""
    ending = re.compile("dismiss|cancel|add:|erase|sample")
    return sorted(parts, key=lambda part: bool(ending.search(part["custom_id"])))


async def _ask_for_the_very_words(town: Town, scope: str) -> None:
    viewer = town.viewers[scope]
    for marks in town.hidden_marks(scope):
        asked = await viewer.command("ask", {"question": f"Does the {marks.word} float?"})
        town.see(scope, asked, told=(marks.word,))
        if scope != EVERYONE:
            message = await viewer.actor.send(viewer.channel, f"Who carries a {marks.word}?")
            for menu in MENUS:
                town.see(scope, await viewer.menu(menu, message), told=(marks.word,))


def _count(town: Town, scope: str, shown: Any) -> None:
    """Whatever number of documents is told is that of those which can be seen."""
    if shown.response is None:
        return
    text = layouts.text(shown.response)
    live = sum(document.scope in (EVERYONE, scope) for document in town.record.documents(scope=ANY_SCOPE))
    assert {str(live)} >= set(re.findall(r"(\d+) documents, (?:the earliest|[\d,]+ characters)", text)), text
    assert all(int(others) < live for others in re.findall(r"also in (\d+)", text)), text


def _look_at_what_is_posted(town: Town) -> None:
    for scope, audit in town.audits.items():
        told = town.fays[scope].user.dm_channel.history()
        town.see(scope, *audit.history(), *told)


def _state(town: Town, scope: str) -> object:
    own = [one for one in town.record.documents(scope=ANY_SCOPE) if one.scope == scope]
    return own, town.record.audit.read(scope=scope), town.record.servers.settings(scope)
