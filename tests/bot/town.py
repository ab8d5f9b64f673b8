"""Three servers with one moderator in all of them, what is done there, and who may see what of it."""

import json
from collections.abc import Awaitable, Callable, Collection
from typing import Any, Final

import discord
import simcord
from simcord.components import walk_components

from bot.strings import answers as words
from bot.ui.custom_id import CustomId
from bot.ui.modals import PersistentModal
from index import ANY_SCOPE, EVERYONE, Index
from index.domain.feedback import Rating
from index.domain.unanswered_question import Retention
from tests.bot.documents.add_setup import filled
from tests.bot.forging import Forger
from tests.index.marks import Marks
from tests.index.writing import add

SERVERS: Final = ("1001", "1002", "1003")
_LISTED: Final = 11
_KINDS: Final = ("anchor", "bucket", "candle", "dinghy", "engine", "funnel")
"""More documents, and more questions without an answer, than fit on one page."""


class Town:
    """The servers, the words that tell their documents, and the latest buttons that were shown there."""

    def __init__(self, env: simcord.Env, record: Index) -> None:
        self.env, self.record = env, record
        self.marks: dict[str, list[Marks]] = {}
        self.parts: dict[tuple[str, type], dict[str, Any]] = {}
        self.forms: list[dict[str, Any]] = []
        self.eve, self.fays, self.audits = env.create_user("eve"), {}, {}
        self.viewers = {EVERYONE: Forger(env, self.eve, self.eve.dm_channel)}
        self._made = 0
        for scope in SERVERS:
            self._found(scope)
        for scope in (*SERVERS, EVERYONE):
            self._keep(scope, self._make(scope))
        for number in range(_LISTED):
            add(record, f"Rope number {number} is long.", title=f"Rope {number}")
        self._plain = {document.id for document in record.documents(scope=ANY_SCOPE)} - set(self.marks)

    def _found(self, scope: str) -> None:
        guild = self.env.create_guild(f"Server {scope}", id=int(scope))
        channel = guild.create_text_channel("record")
        role = guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
        self.viewers[scope] = Forger(self.env, guild.add_member(self.eve, roles=[role]), channel)
        self.fays[scope] = guild.add_member(self.env.create_user(f"fay{scope}"))
        self.audits[scope] = guild.create_text_channel("audit")
        for kind in _KINDS:
            self.record.unanswered.keep(
                f"Which {kind} {kind}-{secret(scope)} {kind}s?",
                scope=scope,
                nearest=None,
                at=discord.utils.utcnow(),
                retention=Retention(500, 180),
            )

    # What each may see

    def hidden(self, scope: str) -> set[str]:
        """The words that tell what nobody in a scope may see. Everyone's is that of direct messages."""
        names: dict[bool, set[str]] = {True: set(), False: set()}
        for wanted, owned in self.marks.items():
            for marks in owned:
                names[marks.scope in (EVERYONE, scope)] |= {wanted, *marks.names}
        secrets = {secret(other) for other in SERVERS if other != scope}
        return (names[False] - names[True]) | secrets

    def hidden_marks(self, scope: str) -> list[Marks]:
        """The latest documents of each other server."""
        owned = [marks[0] for marks in self.marks.values()]
        return [[marks for marks in owned if marks.scope == other][-1] for other in SERVERS if other != scope]

    def see(self, scope: str, *shown: Any, told: Collection[str] = ()) -> None:
        """Look at what is shown in a scope. `told` is what whoever acts has said themselves."""
        described = [_describe(one) for one in shown]
        text = json.dumps(described, ensure_ascii=False)
        leaked = [name for name in self.hidden(scope) - set(told) if name in text]
        assert [] == leaked, f"{leaked} in {scope}: {text}"
        assert words.FAILED not in text and words.RECORD_FAILED not in text, text
        for part in described:
            self._collect(scope, part)

    def _collect(self, scope: str, shown: Any) -> None:
        for message in shown["messages"]:
            for part in walk_components(message["components"]):
                if kind := self.kind_of(part.get("custom_id", "")):
                    self.parts[scope, kind] = part

    def kind_of(self, custom_id: str) -> type | None:
        """The class of the button or select with that id."""
        return next((kind for kind in self.kinds() if kind.parse(custom_id) is not None), None)

    def kinds(self) -> list[type[CustomId]]:
        """The classes of all buttons and selects."""
        bot: Any = self.env.bot
        return [kind for kind in bot.router.components if not issubclass(kind, PersistentModal)]

    # What is done

    async def add(self, scope: str, number: int) -> None:
        """A pasted text, or a file that says what it is."""
        marks = self._make(scope)
        if number % 2:
            await self._add_file(scope, marks.text, marks)
        else:
            await self._add_text(scope, marks)
        self._keep_new(scope, marks)

    async def copy(self, scope: str, number: int) -> None:
        """The words of any document."""
        theirs = self._choose(number)
        own = self._make(scope)
        own.text, own.word, own.speaker = theirs.text, theirs.word, theirs.speaker
        before = set(self.marks)
        await self._add_text(scope, own, told=(theirs.word, theirs.speaker.split()[1]))
        self._keep_new(scope, own, theirs.stand_in(scope))
        assert before <= set(self.marks)

    async def renew(self, scope: str, number: int) -> None:
        """A new version of a document of the server."""
        own = [marks[0] for marks in self.marks.values() if marks[0].scope == scope]
        marks = own[number % len(own)]
        await self._add_file(scope, f"{marks.text} It leaks.", marks)
        self._keep_new(scope, marks)

    async def remove(self, scope: str, number: int) -> None:
        """Take any document off, or try to."""
        wanted = self._choose_id(number)
        self.see(scope, await self.command(scope, "document remove", document=wanted, reason="It is old"))

    async def restore(self, scope: str, number: int) -> None:
        """Put any document back, or try to."""
        self.see(scope, await self.command(scope, "document restore", document=self._choose_id(number)))

    async def undo(self, scope: str, _: int) -> None:
        """Take back what was done last."""
        self.see(scope, await self.command(scope, "document undo"))

    async def dismiss(self, scope: str, _: int) -> None:
        """Take a question off the list."""
        shown = await self.command(scope, "moderation unanswered")
        self.see(scope, shown)
        for pressed in _find(shown.response, "unanswered:dismiss:")[:1]:
            self.see(scope, await self.click(scope, shown.response, pressed))

    async def choose_audit_channel(self, scope: str, _: int) -> None:
        """Have all acts posted."""
        shown = await self.command(scope, "moderation settings")
        actor = self.viewers[scope].actor
        await actor.select(shown.response, [self.audits[scope]], custom_id="settings:audit_channel")
        self.see(scope, shown)

    async def ask(self, scope: str, number: int) -> None:
        """Ask about any document, in a command and in a message; look around and further."""
        question = misspell(self._choose(number))
        fay, channel = self.fays[scope], self.viewers[scope].channel
        asked = await fay.slash(channel, "ask", question=question)
        self.see(scope, asked)
        for wanted in (*_find(asked.response, "context:")[:1], *_find(asked.response, "next:")):
            shown = await fay.click(asked.response, custom_id=wanted)
            self.see(scope, shown, asked)
            for wider in _find(shown.response, "wider:") if shown.response else ():
                self.see(scope, await fay.click(shown.response, custom_id=wider), shown)
        await fay.send(channel, f"{self.env.bot.user.mention} {question}")
        self.see(scope, channel.last_message)

    async def follow(self, scope: str, number: int) -> None:
        """Wait for an answer that any document would give."""
        fay, viewer = self.fays[scope], self.viewers[scope]
        word = self._choose(number).word.replace("ferry", "fery")
        asked = await fay.slash(viewer.channel, "ask", question=f"Which {word}?")
        self.see(scope, asked)
        for wanted in _find(asked.response, "follow:"):
            for who in (fay, viewer.actor):
                self.see(scope, await who.click(asked.response, custom_id=wanted))

    async def look_at(self, scope: str, number: int) -> None:
        """Begin to add something, wrongly and then rightly, and leave it there with its form open."""
        text = f"The mast {secret(scope)} of number {number} is tall."
        self.see(scope, await self.command(scope, "document add", text=text, url="https://example.org/"))
        shown = await self.command(scope, "document add", text=text)
        self.see(scope, shown)
        for pressed in _find(shown.response, "adding:edit:"):
            form = await self.click(scope, shown.response, pressed)
            self.see(scope, form)
            self.forms.append(form.modal)

    async def edit(self, scope: str, number: int) -> None:
        """Correct an own document wrongly, and look at who speaks in it."""
        own = [wanted for wanted, marks in self.marks.items() if marks[0].scope == scope]
        shown = await self.command(scope, "document edit", document=own[number % len(own)])
        self.see(scope, shown)
        for pressed in _find(shown.response, "editing:edit:"):
            form = await self.click(scope, shown.response, pressed)
            self.see(scope, form)
            wrong = filled(title=f"The mast {secret(scope)}", published="yesterday")
            self.see(scope, await self.viewers[scope].actor.submit_modal(form, wrong), shown)
        for pressed in _find(shown.response, "editing:speakers:"):
            self.see(scope, await self.click(scope, shown.response, pressed), shown)

    async def quote(self, scope: str, number: int) -> None:
        """Put a statement on the record, and look at what its author says, and at what anybody does."""
        author = f"Quist {secret(scope)} {number}"
        text = " ".join(f"The mast of {author} has {count} ropes, and each is long." for count in range(12))
        self._plain.add(
            add(self.record, text, title="Ropes", kind="statement", author=author, scope=scope).id
        )
        self.see(scope, await self.command(scope, "quote by", speaker=author))
        self.see(scope, await self.command(scope, "quote random"))

    async def rate(self, scope: str, number: int) -> None:
        """Say of quotations that they do not help, and why; look at all that was said."""
        fay, viewer = self.fays[scope], self.viewers[scope]
        question = misspell(self._choose(number))
        found = self.record.find("Which rope is long?", scope=scope, limit=9)
        for quotation in found.quotations or found.nearest:
            self.record.feedback.give(
                secret(scope),
                quotation,
                Rating.HELPFUL,
                scope=scope,
                question=f"Is it {secret(scope)}?",
                at=discord.utils.utcnow(),
            )
        asked = await fay.slash(viewer.channel, "ask", question=question)
        self.see(scope, asked)
        for wanted in _find(asked.response, "feedback:unhelpful:"):
            pressed = await fay.click(asked.response, custom_id=wanted)
            self.see(scope, pressed, asked)
            for say in _find(pressed.response, "feedback:say:"):
                form = await fay.click(pressed.response, custom_id=say)
                self.see(scope, form)
                self.forms.append(form.modal)
                said = {"reason": ["other"], "text": secret(scope)}
                self.see(scope, await fay.submit_modal(form, said))
        self.see(scope, await self.command(scope, "moderation feedback"))

    async def look_back(self, scope: str, number: int) -> None:
        """Change a setting so often that the audit has several pages."""
        for limit in range(1, 13):
            self.record.servers.change(scope, {"cooldown_questions": number + limit}, actor=secret(scope))
        self.see(scope, await self.command(scope, "moderation audit"))

    async def command(self, scope: str, name: str, **options: Any) -> Any:
        """What the moderator gets for a command."""
        viewer = self.viewers[scope]
        return await viewer.actor.slash(viewer.channel, name, **options)

    async def click(self, scope: str, message: Any, custom_id: str) -> Any:
        """What the moderator gets for a button."""
        return await self.viewers[scope].actor.click(message, custom_id=custom_id)

    async def _add_text(self, scope: str, marks: Marks, told: Collection[str] = ()) -> None:
        shown = await self.command(scope, "document add", text=marks.text)
        own = {*marks.names, *told}
        self.see(scope, shown, told=own)
        for edit in _find(shown.response, "adding:edit:"):
            form = await self.click(scope, shown.response, edit)
            described = filled(title=marks.title, url=marks.url)
            await self.viewers[scope].actor.submit_modal(form, described)
            self.see(scope, shown, told=own)
            await self.click(scope, shown.response, _find(shown.response, "adding:add:")[-1])
            self.see(scope, shown, told=own)

    async def _add_file(self, scope: str, text: str, marks: Marks) -> None:
        head = f"---\ntitle: {marks.title}\nurl: {marks.url}\n---\n\n"
        shown = await self.command(scope, "document add", file=("paper.md", f"{head}{text}".encode()))
        self.see(scope, shown, told=marks.names)
        for add_it in _find(shown.response, "adding:add:")[:1]:
            await self.click(scope, shown.response, add_it)
            self.see(scope, shown, told=marks.names)

    def _make(self, scope: str) -> Marks:
        self._made += 1
        marks = Marks(self._made, scope)
        marks.text += " It has a mast. It has a bell. It has a lamp. It has a rope."
        return marks

    def _keep(self, scope: str, marks: Marks) -> None:
        document = add(self.record, marks.text, title=marks.title, url=marks.url, scope=scope)
        self.marks[document.id] = [marks]

    def _keep_new(self, scope: str, *marks: Marks) -> None:
        found = [
            *self.record.documents(scope=ANY_SCOPE),
            *self.record.documents(removed=True, scope=ANY_SCOPE),
        ]
        for document in found:
            if document.id not in {*self.marks, *self._plain}:
                assert scope == document.scope
                self.marks[document.id] = list(marks)

    def _choose_id(self, number: int) -> str:
        return list(self.marks)[number % len(self.marks)]

    def _choose(self, number: int) -> Marks:
        return self.marks[self._choose_id(number)][0]


ACTS: Final[dict[str, Callable[[Town, str, int], Awaitable[None]]]] = {
    "add": Town.add,
    "copy": Town.copy,
    "renew": Town.renew,
    "remove": Town.remove,
    "restore": Town.restore,
    "undo": Town.undo,
    "dismiss": Town.dismiss,
    "settings": Town.choose_audit_channel,
    "ask": Town.ask,
    "follow": Town.follow,
    "look at": Town.look_at,
    "edit": Town.edit,
    "quote": Town.quote,
    "rate": Town.rate,
    "look back": Town.look_back,
}


def secret(scope: str) -> str:
    """A word that is in questions, drafts and forms of one server only."""
    return f"tulip{scope}"


def misspell(marks: Marks) -> str:
    """A question about a document that holds none of the words by which it is told."""
    return f"Who carries a {marks.word.replace('ferry', 'fery')} over the sound?"


def _find(message: Any, beginning: str) -> list[str]:
    """The ids of a message's buttons that begin so and can be pressed."""
    return [
        part["custom_id"]
        for part in walk_components(message.components)
        if part.get("custom_id", "").startswith(beginning) and not part.get("disabled")
    ]


def _describe(shown: Any) -> dict[str, Any]:
    """Everything in what a user gets: a message, or what came of an interaction."""
    if isinstance(shown, discord.Message):
        return {"messages": [_describe_message(shown)], "modal": None, "choices": None}
    messages = [*filter(None, [shown.response]), *shown.followups]
    return {
        "messages": [_describe_message(message) for message in messages],
        "modal": shown.modal,
        "choices": shown.autocomplete_choices,
    }


def _describe_message(message: Any) -> dict[str, Any]:
    components = message.components
    if isinstance(message, discord.Message):
        components = [component.to_dict() for component in components]
    return {"content": message.content, "components": components}
