"""What Discord takes, at each limit and one past it: what users and documents bring never breaks a reply."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any, Final

import pytest
import simcord
from discord import AppCommandOptionType

from bot.answers.components import FollowUpButton, make_button
from bot.answers.views import AnswerViews
from bot.client import RecordBot
from bot.documents.add_views import AddViews
from bot.documents.views import DocumentViews
from bot.options.autocomplete import choose
from bot.settings import Settings
from bot.strings import add_document as adding_words
from bot.strings import answers as words
from bot.strings import welcome
from bot.ui.limits import MAX_CUSTOM_ID_CHARS, MAX_MESSAGE_CHARS
from index import Context, Index, Kind, SimilarDocument
from index.answering.follow_ups import FilteredQuestion
from index.answering.question import MAX_QUESTION_CHARS
from index.domain.party import Parties, Party
from index.verification.pasted_text import MAX_PASTED_CHARS as LONGEST_PASTED
from tests.bot import layouts
from tests.bot.answers.test_views import answer, quotation
from tests.bot.documents.add_setup import prefilled
from tests.bot.documents.test_add_views import make
from tests.bot.limits import find_faults
from tests.bot.sources.test_list_view import document
from tests.bot.ways_out import list_commands

CONTENT: Final = 2000
"""Characters of a message without a layout."""

OPTION: Final = 6000
"""Characters of an option of a command that sets no limit itself."""

LONGEST: Final = {"title": "*" * 1000, "author": "_" * 1000, "publisher": "<@1>" * 250}
LONGEST_URL: Final = "https://example.org/".ljust(2000, "x")
MANY: Final = Parties(parties={f"side-{n}": Party(name=f"{'*' * 990} {n}", contends=True) for n in range(40)})
"""As long as the record takes them."""

replies = AnswerViews(MANY)

pytestmark = pytest.mark.simcord(check_errors=False, settle_timeout=30)


# 4,000 characters, 40 components


@pytest.mark.parametrize("length", range(2000, 3900, 100))
def test_however_long_a_quotation_is_all_silent_sides_are_told_in_the_same_message(length: int) -> None:
    silent = {"missing_parties": tuple(MANY.parties)}
    said = answer([quotation("x" * length, **LONGEST)], "*" * 1000).model_copy(update=silent)

    for view in (replies.answer(said, with_question=True), replies.news(said, "https://example.org/")):
        layouts.check_limits(view)
        assert "Nothing from" in layouts.text(view)
        assert "30 other sides" in layouts.text(view)


@pytest.mark.slow
def test_a_quotation_is_shown_whole_up_to_the_last_character_that_fits() -> None:
    pages = {length: replies.page([quotation("x" * length)], 0) for length in range(3600, MAX_MESSAGE_CHARS)}
    whole = [length for length, page in pages.items() if words.CUT not in layouts.texts(page)]

    assert list(range(3600, whole[-1] + 1)) == whole
    for length in (whole[-1], whole[-1] + 1):
        layouts.check_limits(pages[length])
        assert [length > whole[-1]] == [length > len(shown) for shown in layouts.quotations(pages[length])]


@pytest.mark.slow
def test_a_context_is_shown_up_to_the_last_character_that_fits() -> None:
    def lay_out(length: int) -> Any:
        context = Context(
            quotation=quotation(**LONGEST), before="", after="x" * length, start=0, end=9, more=True
        )
        return replies.context(context, may_widen=False, flag=words.flag(words.SUPERSEDED))

    fitting = [length for length in range(2000, MAX_MESSAGE_CHARS) if lay_out(length) is not None]

    assert list(range(2000, fitting[-1] + 1)) == fitting
    layouts.check_limits(lay_out(fitting[-1]))


def test_a_preview_of_the_longest_says_what_it_renews(index: Index) -> None:
    like = document(id="aaaaaaaa", url=LONGEST_URL, **LONGEST)
    source = {**LONGEST, "url": LONGEST_URL, "party": "side-1"}
    alike = tuple(SimilarDocument(document=like, share=0.9, exact=False) for _ in range(5))
    draft = make(index, source, beginning="*" * 5000, renews=like, similar=alike)

    view = AddViews(MANY).preview(draft, "*" * 300)

    layouts.check_limits(view)
    assert like.id in layouts.text(view)


@pytest.mark.parametrize("length", [1000, 2000])
def test_a_document_is_named_with_its_link_however_long_both_are(length: int) -> None:
    known = document(id="aaaaaaaa", url=LONGEST_URL[:length], kind=Kind.ARTICLE, **LONGEST)
    adding, keeping = AddViews(MANY), DocumentViews(MANY)

    for view in (
        adding.added(known, [f"{n}".ljust(80, "?") for n in range(3)]),
        adding.duplicate(known),
        keeping.document(known, "*" * 900),
    ):
        layouts.check_limits(view)


# Choices, selects and ids


@pytest.mark.parametrize("number", [25, 26])
def test_no_more_than_25_choices_are_offered(number: int) -> None:
    assert 25 == len(choose({f"name {one}": f"{one}" for one in range(number)}, "name"))


@pytest.mark.parametrize(("length", "shown"), [(100, "x" * 100), (101, "x" * 99 + "…")])
def test_a_choice_has_up_to_100_characters(length: int, shown: str) -> None:
    (choice,) = choose({"x" * length: "y" * length}, "x")

    assert (shown, "y" * 100) == (choice.name, choice.value)


@pytest.mark.parametrize("number", [24, 25])
def test_no_more_than_25_sides_can_be_chosen_from(number: int) -> None:
    sides = Parties(parties={f"p{one}": Party(name=f"Side {one}") for one in range(number)})

    view = DocumentViews(sides).document(document(id="aaaaaaaa"))

    layouts.check_limits(view)
    offered = [len(part["options"]) for part in layouts._walk(view) if part.get("placeholder")]
    assert 25 == offered[0]


@pytest.mark.parametrize("speaker", ["x" * 80, "x" * 91, "x" * 92, "two\nlines", "a:b"])
def test_follow_up_carries_as_much_of_a_name_as_its_id_has_room_for(speaker: str) -> None:
    button = make_button(FilteredQuestion(question="?", speaker=speaker))

    assert button is not None
    assert len(button.custom_id) <= MAX_CUSTOM_ID_CHARS
    again = FollowUpButton.parse(button.custom_id)
    assert again is not None
    assert " ".join(speaker.split()).startswith(again.speaker)


# What users type


@pytest.mark.parametrize(
    ("name", "option", "longest", "told"),
    [
        ("ask", "question", MAX_QUESTION_CHARS, "the limit is 1,000"),
        ("quote find", "topic", MAX_QUESTION_CHARS, "the limit is 1,000"),
        ("verify", "text", LONGEST_PASTED, "the limit is 2,000"),
    ],
)
async def test_a_text_that_is_too_long_is_refused_in_a_sentence(
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    name: str,
    option: str,
    longest: int,
    told: str,
) -> None:
    typed = "lorries ".ljust(longest, "x")

    read = await alice.slash(channel, name, **{option: typed})
    refused = await alice.slash(channel, name, **{option: f"{typed}x"})

    assert told not in layouts.text(read.response)
    assert told in refused.response.content


@pytest.mark.parametrize("length", [4000, 4001])
async def test_a_form_is_opened_again_with_as_much_as_it_takes(
    channel: simcord.ChannelHandle, mo: simcord.MemberActor, length: int
) -> None:
    url = "https://example.org/".ljust(length // 2, "x")
    refused = await mo.slash(channel, "document add", text="x" * length, url=f"{url}")

    opened = await mo.click(refused.response, label=adding_words.OPEN_AGAIN)

    typed = {field: len(value or "") for field, value in prefilled(opened.modal).items() if field != "file"}
    assert {"url": 2000, "text": 4000} == typed


async def test_options_as_long_as_discord_lets_them_be_are_answered_by_every_command(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, mo: simcord.MemberActor
) -> None:
    bot: Any = simcord_env.bot
    for name, command in list_commands(bot.tree).items():
        texts = [
            one for one in command.parameters if one.type is AppCommandOptionType.string and not one.choices
        ]
        needed = {one.display_name: "Is it slow?" for one in texts if one.required}
        for option in texts:
            typed = "* " * ((option.max_value or OPTION) // 2)

            shown = await mo.slash(channel, name, **{**needed, option.display_name: typed})

            reply = shown.response
            assert reply is not None, (name, option.name)
            assert words.FAILED not in f"{reply.content}{layouts.text(reply)}", (name, option.name)


async def test_ten_files_of_a_message_are_ten_previews(
    channel: simcord.ChannelHandle, mo: simcord.MemberActor
) -> None:
    files = [(f"{n}.txt", f"The quay has {n} lamps, and each is lit.".encode()) for n in range(10)]
    message = await mo.send(channel, attachments=files)

    shown = await mo.context_menu(channel, adding_words.MENU, message)

    assert 10 == len([one for one in (shown.response, *shown.followups) if layouts.labels(one)])


class TestManySides:
    @pytest.fixture
    def simcord_bot(self, own_index: Index, settings: Settings) -> RecordBot:
        own_index.parties.parties.update(MANY.parties)
        return RecordBot(index=own_index, settings=settings)

    @pytest.mark.parametrize("command", ["ask", "quote random", "sources list"])
    async def test_an_unknown_side_is_told_with_the_sides_that_fit(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, command: str
    ) -> None:
        side = "side" if command == "sources list" else "party"
        question = {"question": "Is it?"} if command == "ask" else {}

        refused = await alice.slash(channel, command, **{side: "x" * 6000}, **question)

        assert "There's no such side" in refused.response.content
        assert "The Ferry" in refused.response.content
        assert len(refused.response.content) <= CONTENT


def test_a_server_with_the_longest_name_is_welcomed() -> None:
    assert len(welcome.welcome("\\*" * 100)) <= CONTENT


# What the requests of all tests are looked through for


MESSAGE: Final = "/channels/1/messages"
CALLBACK: Final = "/interactions/1/a/callback"
SILENT: Final[Mapping[str, Any]] = {"allowed_mentions": {"parse": []}}


def request(path: str, json: Any, reason: str | None = None) -> SimpleNamespace:
    return SimpleNamespace(method="POST", path=path, json=json, reason=reason)


def send(parts: Sequence[Mapping[str, Any]] = (), **body: Any) -> SimpleNamespace:
    return request(MESSAGE, {"components": list(parts), **SILENT, **body})


def offer(number: int, length: int) -> SimpleNamespace:
    choices = [{"name": "x" * length, "value": "y"}] * number
    return request(CALLBACK, {"type": 8, "data": {"choices": choices}})


def open_form(length: int, most: int) -> SimpleNamespace:
    field = {"type": 4, "custom_id": "a", "value": "x" * length, "max_length": most}
    part = {"type": 18, "label": "A", "component": field}
    return request(CALLBACK, {"type": 9, "data": {"components": [part]}})


def tell_command(**known: Any) -> SimpleNamespace:
    return request("/applications/1/commands", [{"type": 1, "name": "a", "description": "b", **known}])


def select(chosen: int) -> SimpleNamespace:
    return send([{"type": 8, "custom_id": "a", "max_values": 2, "default_values": [{"id": "1"}] * chosen}])


@pytest.mark.parametrize(
    ("within", "past"),
    [
        (send(), send(allowed_mentions={"parse": ["users"]})),
        (send(), send(allowed_mentions={"parse": [], "replied_user": True})),
        (send(), request(MESSAGE, {"content": "@everyone"})),
        (send(attachments=[{"id": 0}] * 10), send(attachments=[{"id": 0}] * 11)),
        (send(attachments=[{"description": "x" * 1024}]), send(attachments=[{"description": "x" * 1025}])),
        (send([{"type": 10, "content": "x"}]), send([{"type": 10, "content": " \n"}])),
        (send([{"type": 2, "label": "x"}]), send([{"type": 2, "label": ""}])),
        (send([{"type": 17, "components": [{"type": 14}]}]), send([{"type": 17, "components": []}])),
        (select(2), select(3)),
        (offer(25, 100), offer(26, 100)),
        (offer(1, 100), offer(1, 101)),
        (offer(1, 1), offer(1, 0)),
        (open_form(9, 9), open_form(10, 9)),
        (tell_command(name="x" * 32), tell_command(name="x" * 33)),
        (tell_command(description="x" * 100), tell_command(description="x" * 101)),
        (tell_command(description="x"), tell_command(description="")),
        (request("/a", None, "x" * 512), request("/a", None, "x" * 513)),
    ],
)
def test_what_discord_would_not_take_is_found_in_a_request(
    within: SimpleNamespace, past: SimpleNamespace
) -> None:
    assert [] == find_faults([within])
    assert 1 == len(find_faults([past]))
