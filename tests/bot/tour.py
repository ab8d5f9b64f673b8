"""A tour through what users can do with the bot: each act prepares itself, begins, and does one thing."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

import simcord

from bot.strings import add_document as adding_words
from bot.strings import answers, conversation, documents, verification
from bot.strings import moderation as moderation_words
from index import ANY_SCOPE, Index
from index.domain.unanswered_question import QuestionState
from tests.bot import layouts
from tests.bot.documents.add_setup import filled, prefilled
from tests.bot.harbour import CAPITAL, CARRIES, HOME
from tests.index import writing

_numbers = count()


@dataclass
class Walk:
    """Where a tour leads through, and what is called when an act is prepared."""

    env: simcord.Env
    record: Index
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    audit: simcord.ChannelHandle
    alice: simcord.MemberActor
    mo: simcord.MemberActor
    document: str
    begin: Callable[[], None] = lambda: None

    def say(self, words: str) -> str:
        return f"{self.env.bot.user.mention} {words}"


Act = Callable[[Walk], Awaitable[Any]]


def slash(name: str, *, by_moderator: bool = False, **options: Any) -> Act:
    """A slash command."""

    async def act(walk: Walk) -> Any:
        walk.begin()
        return await (walk.mo if by_moderator else walk.alice).slash(walk.channel, name, **options)

    return act


def press(begins: str, name: str, *, by_moderator: bool = False, **options: Any) -> Act:
    """A button under what a command shows, by the beginning of its id."""

    async def act(walk: Walk) -> Any:
        who = walk.mo if by_moderator else walk.alice
        shown = await who.slash(walk.channel, name, **options)
        walk.begin()
        return await who.click(shown.response, custom_id=_find(shown.response, begins))

    return act


def _find(reply: Any, begins: str) -> str:
    return next(one for one in layouts.custom_ids(reply) if one.startswith(begins))


async def mention(walk: Walk) -> None:
    walk.begin()
    await walk.alice.send(walk.channel, walk.say(CARRIES))


async def remark(walk: Walk) -> None:
    await walk.alice.send(walk.channel, walk.say(CARRIES))
    walk.begin()
    await walk.alice.send(walk.channel, walk.say("more"))


async def reply(walk: Walk) -> None:
    await walk.alice.send(walk.channel, walk.say(CARRIES))
    walk.begin()
    await walk.alice.send(walk.channel, walk.say("and the Bridge?"), reply_to=walk.channel.last_message)


async def direct_message(walk: Walk) -> None:
    walk.begin()
    await walk.alice.send_dm(CARRIES)


async def wider(walk: Walk) -> Any:
    asked = await walk.alice.slash(walk.channel, "ask", question=CARRIES)
    shown = await walk.alice.click(asked.response, custom_id=_find(asked.response, "context:"))
    walk.begin()
    return await walk.alice.click(shown.response, label=answers.WIDER)


async def turn_for_oneself(walk: Walk) -> Any:
    asked = await walk.alice.slash(walk.channel, "ask", question=CARRIES)
    walk.begin()
    return await walk.mo.click(asked.response, label=answers.NEXT)


async def follow_up(walk: Walk) -> Any:
    asked = await walk.alice.slash(walk.channel, "ask", question=CARRIES)
    form = await walk.alice.click(asked.response, label=conversation.FOLLOW_UP)
    walk.begin()
    return await walk.alice.submit_modal(form, {"remark": "and the Bridge?"})


def use_menu(name: str) -> Act:
    async def act(walk: Walk) -> Any:
        message = await walk.alice.send(walk.channel, f"The tunnel is {next(_numbers)} feet long.")
        walk.begin()
        return await walk.mo.context_menu(walk.channel, name, message)

    return act


async def erase_oneself(walk: Walk) -> Any:
    silent = await walk.alice.slash(walk.channel, "ask", question=CAPITAL)
    await walk.alice.click(silent.response, label=answers.FOLLOW)
    shown = await walk.alice.slash(walk.channel, "privacy delete")
    walk.begin()
    return await walk.alice.click(shown.response, label=moderation_words.ERASE)


async def _preview(walk: Walk) -> Any:
    text = f"The tunnel was dug in {next(_numbers)} days. Its walls are of slate."
    return await walk.mo.slash(walk.channel, "document add", text=text)


def with_preview(label: str) -> Act:
    async def act(walk: Walk) -> Any:
        shown = await _preview(walk)
        walk.begin()
        return await walk.mo.click(shown.response, label=label)

    return act


async def preview(walk: Walk) -> Any:
    walk.begin()
    return await _preview(walk)


async def describe(walk: Walk) -> Any:
    shown = await _preview(walk)
    form = await walk.mo.click(shown.response, label=adding_words.EDIT)
    walk.begin()
    return await walk.mo.submit_modal(form, filled(title="On the tunnel"))


async def add(walk: Walk) -> Any:
    shown = await _preview(walk)
    form = await walk.mo.click(shown.response, label=adding_words.EDIT)
    await walk.mo.submit_modal(form, filled(title="On the tunnel"))
    walk.begin()
    return await walk.mo.click(shown.response, custom_id=_find(shown.response, "adding:add:"))


async def edit(walk: Walk) -> Any:
    shown = await walk.mo.slash(walk.channel, "document edit", document=walk.document)
    form = await walk.mo.click(shown.response, label=adding_words.EDIT)
    typed = {field: value or "" for field, value in prefilled(form.modal).items()}
    walk.begin()
    return await walk.mo.submit_modal(form, typed | {"title": f"Minutes {next(_numbers)}"})


async def choose_side(walk: Walk) -> Any:
    walk.record.admin.edit(walk.document, {"party": "ferry"}, scope=ANY_SCOPE)
    shown = await walk.mo.slash(walk.channel, "document edit", document=walk.document)
    walk.begin()
    return await walk.mo.select(shown.response, ["bridge"], custom_id=f"editing:choose:party:{walk.document}")


def of_document(name: str, *, removed: bool = False, **options: Any) -> Act:
    """A command on a document, which is on the record beforehand or removed."""

    async def act(walk: Walk) -> Any:
        if bool(walk.record.document(walk.document, scope=ANY_SCOPE).removed) != removed:
            change = walk.record.remove if removed else walk.record.restore
            change(walk.document, actor=str(walk.mo.id), scope=ANY_SCOPE)
        walk.begin()
        return await walk.mo.slash(walk.channel, name, document=walk.document, **options)

    return act


async def undo(walk: Walk) -> Any:
    walk.record.admin.edit(
        walk.document, {"author": f"Clerk {next(_numbers)}"}, actor=str(walk.mo.id), scope=ANY_SCOPE
    )
    walk.begin()
    return await walk.mo.slash(walk.channel, "document undo")


async def erase_document(walk: Walk) -> Any:
    text = f"The cellar has {next(_numbers)} steps."
    added = writing.add(walk.record, text, title="The cellar", scope=str(HOME))
    shown = await walk.mo.slash(walk.channel, "document purge", document=added.id, reason="A court")
    walk.begin()
    return await walk.mo.click(shown.response, label=documents.ERASE)


async def set_private(walk: Walk) -> Any:
    wanted = "no" if walk.record.servers.settings(str(HOME)).private else "yes"
    shown = await walk.mo.slash(walk.channel, "moderation settings")
    walk.begin()
    return await walk.mo.select(shown.response, [wanted], custom_id="settings:private")


async def set_limit(walk: Walk) -> Any:
    shown = await walk.mo.slash(walk.channel, "moderation settings")
    form = await walk.mo.click(shown.response, custom_id="settings:cooldown")
    fields = [label["component"]["custom_id"] for label in form.modal["components"]]
    walk.begin()
    return await walk.mo.submit_modal(form, {fields[0]: str(900 + next(_numbers) % 99), fields[1]: ""})


def with_unanswered(begins: str) -> Act:
    async def act(walk: Walk) -> Any:
        for group in walk.record.unanswered.groups(str(HOME)):
            walk.record.unanswered.resolve(str(HOME), group.key, QuestionState.DISMISSED, actor="7")
        await walk.alice.slash(walk.channel, "ask", question=f"Which mushrooms glow in {next(_numbers)}?")
        shown = await walk.mo.slash(walk.channel, "moderation unanswered")
        walk.begin()
        return await walk.mo.click(shown.response, custom_id=_find(shown.response, begins))

    return act


ACTS: Final[dict[str, Act]] = {
    "ask": slash("ask", question=CARRIES),
    "ask in vain": slash("ask", question=CAPITAL),
    "mention": mention,
    "remark": remark,
    "reply": reply,
    "direct message": direct_message,
    "context": press("context:", "ask", question=CARRIES),
    "wider": wider,
    "next": press("next:", "ask", question=CARRIES),
    "next for oneself": turn_for_oneself,
    "open the form to follow up": press("followup:", "ask", question=CARRIES),
    "follow up": follow_up,
    "follow": press("follow:", "ask", question=CAPITAL),
    "find": use_menu(answers.MENU),
    "verify": slash("verify", text="The ferry does not carry lorries."),
    "verify a message": use_menu(verification.MENU),
    "sources": slash("sources list"),
    "about": slash("about"),
    "help": slash("help"),
    "help, more": press("help:", "help"),
    "privacy": slash("privacy show"),
    "privacy, delete": slash("privacy delete"),
    "erase oneself": erase_oneself,
    "open the form to add": slash("document add", by_moderator=True),
    "preview": preview,
    "preview a message": use_menu(adding_words.MENU),
    "open the form to describe": with_preview(adding_words.EDIT),
    "describe": describe,
    "add": add,
    "cancel": with_preview(adding_words.CANCEL),
    "documents": slash("document list", by_moderator=True),
    "show a document": of_document("document edit"),
    "edit": edit,
    "choose a side": choose_side,
    "history": of_document("document history"),
    "remove": of_document("document remove"),
    "restore": of_document("document restore", removed=True),
    "undo": undo,
    "ask to purge": of_document("document purge", reason="A court"),
    "purge": erase_document,
    "settings": slash("moderation settings", by_moderator=True),
    "set private": set_private,
    "open the form of the limit": press("settings:cooldown", "moderation settings", by_moderator=True),
    "set the limit": set_limit,
    "unanswered": slash("moderation unanswered", by_moderator=True),
    "ask again": with_unanswered("unanswered:ask:"),
    "dismiss": with_unanswered("unanswered:dismiss:"),
    "open the form to answer": with_unanswered("unanswered:add:"),
    "audit": slash("moderation audit", by_moderator=True),
}
"""All acts by their names."""
