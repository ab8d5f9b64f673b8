"""`/quote`: by topic, by speaker, by id, by chance."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot.client import RecordBot
from bot.settings import Settings
from bot.strings import answers as answer_words
from bot.strings import moderation as moderation_words
from bot.strings import quotes as words
from index import ANY_SCOPE, Index
from index.domain.identifiers import speaker_key
from tests.bot import layouts
from tests.bot.harbour import AWAY, CAPITAL, CARRIES, HOME, write
from tests.fakes import HashingEncoder
from tests.index.writing import add

FERRY = "The ferry does not carry lorries."
BRIDGE = "The ferry does carry lorries, as every driver knows."
COMMANDS: dict[str, dict[str, Any]] = {
    "find": {"topic": "lorries on the ferry"},
    "by": {"speaker": "Ada Ferrier"},
    "show": {"id": "aaaaaaaa"},
    "random": {},
}

pytestmark = pytest.mark.simcord(settle_timeout=30)
"""Rounds are written, which a busy disk may hold up."""


# All of them


@pytest.mark.parametrize("name", ["find", "by", "random"])
async def test_a_private_reply_is_seen_by_who_asked_only(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, bob: simcord.MemberActor, name: str
) -> None:
    shown = await alice.slash(channel, f"quote {name}", **COMMANDS[name], private=True)

    assert shown.ephemeral
    assert layouts.quotations(shown.response)
    assert [] == channel.history(viewer=bob)


@pytest.mark.parametrize("name", ["find", "by", "random"])
async def test_every_quotation_is_cut_from_its_document_by_offset(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, index: Index, name: str
) -> None:
    shown = await alice.slash(channel, f"quote {name}", **COMMANDS[name])

    cut = [index.quotation(one, scope=str(HOME)) for one in layouts.ids(shown.response)]
    assert [one.text for one in cut] == layouts.quotations(shown.response)
    for one in cut:
        assert one.text == index.document(one.document_id, scope=ANY_SCOPE).text[one.start : one.end]


@pytest.mark.parametrize("name", ["find", "by", "random"])
async def test_the_commands_work_in_direct_messages(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, name: str
) -> None:
    shown = await simcord_env.create_user("dora").slash(f"quote {name}", **COMMANDS[name])

    assert layouts.quotations(shown.response)


@pytest.mark.parametrize("name", COMMANDS)
async def test_the_first_that_discord_hears_is_that_a_reply_is_coming(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, name: str
) -> None:
    if name == "show":
        simcord_env.check_errors = False
    await alice.slash(channel, f"quote {name}", **COMMANDS[name])

    heard = [r for r in simcord_env.http_requests if r.path.startswith("/interactions/")]
    assert [5] == [request.json["type"] for request in heard]
    if name == "show":
        simcord.assert_error(simcord_env)


class TestWhereTheServerHasItsOwnWays:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"cooldown_questions": 1})

    @pytest.fixture
    def simcord_bot(self, own_index: Index, settings: Settings) -> RecordBot:
        return RecordBot(index=own_index, settings=settings)

    @pytest.mark.parametrize("name", COMMANDS)
    async def test_who_asks_too_often_is_told_privately(
        self,
        simcord_env: simcord.Env,
        channel: simcord.ChannelHandle,
        alice: simcord.MemberActor,
        name: str,
    ) -> None:
        await alice.slash(channel, "ask", question=CARRIES)

        refused = await alice.slash(channel, f"quote {name}", **COMMANDS[name])

        assert refused.response.content.startswith("You've reached the limit of")
        assert refused.ephemeral
        simcord.assert_error(simcord_env)

    async def test_another_quotation_counts_as_well(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        shown = await alice.slash(channel, "quote random")

        refused = await alice.click(shown.response, label=words.ANOTHER)

        assert refused.response.content.startswith("You've reached the limit of")
        assert refused.ephemeral

    @pytest.mark.parametrize("name", COMMANDS)
    async def test_elsewhere_it_is_said_where_the_bot_answers(
        self,
        simcord_env: simcord.Env,
        guild: simcord.GuildHandle,
        channel: simcord.ChannelHandle,
        alice: simcord.MemberActor,
        own_index: Index,
        name: str,
    ) -> None:
        other = guild.create_text_channel("other")
        own_index.servers.change(str(HOME), {"channels": [str(other.id)]}, actor="1")

        refused = await alice.slash(channel, f"quote {name}", **COMMANDS[name])

        assert moderation_words.answers_elsewhere([other.mention]) == refused.response.content
        assert refused.ephemeral
        simcord.assert_error(simcord_env)

    async def test_a_server_that_answers_privately_does_so_unless_somebody_wants_otherwise(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
    ) -> None:
        changes = {"private": True, "cooldown_questions": 9}
        own_index.servers.change(str(HOME), changes, actor="1")

        usual = await alice.slash(channel, "quote random")
        for_all = await alice.slash(channel, "quote random", private=False)

        assert (True, False) == (usual.ephemeral, for_all.ephemeral)


# By topic


async def test_a_topic_is_met_with_the_best_quotations_and_next_turns_to_others(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, index: Index
) -> None:
    found = index.find("lorries on the ferry", scope=str(HOME))

    shown = await alice.slash(channel, "quote find", topic="lorries on the ferry")
    heading = layouts.texts(shown.response)[0]
    seen = layouts.quotations(shown.response)
    for _ in range(2):
        await alice.click(shown.response, label=answer_words.NEXT)
        assert heading == layouts.texts(shown.response)[0]
        seen += layouts.quotations(shown.response)

    assert heading.startswith("**lorries on the ferry**")
    assert [one.text for one in found.quotations or found.nearest] == seen
    assert 9 == len(seen)


async def test_where_the_record_is_not_on_the_topic_that_may_be_so_is_said(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    near = await alice.slash(channel, "quote find", topic=CAPITAL)
    on_it = await alice.slash(channel, "quote find", topic=CARRIES)

    assert f"**{CAPITAL}**\n{words.ONLY_NEAR}" == layouts.texts(near.response)[0]
    assert layouts.quotations(near.response)
    assert f"**{CARRIES}**" == layouts.texts(on_it.response)[0]
    assert FERRY == layouts.quotations(on_it.response)[0]


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ({"party": "The Bridge"}, BRIDGE),
        ({"speaker": "pontis"}, BRIDGE),
        ({"outlet": "bridge company"}, BRIDGE),
        ({"outlet": "Gazette", "party": "ferry"}, FERRY),
        ({"since": "2021"}, BRIDGE),
        ({"until": "2019"}, FERRY),
    ],
)
async def test_each_option_narrows_a_topic_down(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, option: dict[str, str], expected: str
) -> None:
    shown = await alice.slash(channel, "quote find", topic=CARRIES, **option)

    seen = "\n".join(layouts.quotations(shown.response))
    assert [expected] == [one for one in (FERRY, BRIDGE) if one in seen]


async def test_what_narrows_a_topic_down_stands_above_the_quotations(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    options = {"party": "ferry", "speaker": "@here Ferrier", "outlet": "Gazette", "until": "2020-02"}
    nothing = await alice.slash(channel, "quote find", topic="fog", **options)
    shown = await alice.slash(channel, "quote find", topic="lorries", party="bridge")
    heading = layouts.texts(shown.response)[0]

    assert layouts.texts(nothing.response)[0] == (
        "**fog**\n-# The Ferry only · said by \\@here Ferrier · published by Gazette "
        "· until 29\xa0February\xa02020"
    )
    assert "\n-# The Bridge only" in heading


async def test_where_nothing_matches_there_is_a_sentence(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    shown = await alice.slash(channel, "quote find", topic="**lorries**", since="2030")

    heading = "**\\*\\*lorries\\*\\***\n-# since 1\xa0January\xa02030"
    assert [heading, words.NOTHING_FOUND] == layouts.texts(shown.response)
    assert [] == layouts.labels(shown.response)


@pytest.mark.parametrize(
    "option", [{"party": "tunnel"}, {"since": "yesterday"}, {"until": "14.10.2019"}], ids=str
)
async def test_what_cannot_be_read_is_refused_privately(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    option: dict[str, str],
) -> None:
    refused = await alice.slash(channel, "quote find", topic="lorries", **option)

    assert refused.ephemeral
    assert refused.response.content.startswith(("There's no such side.", "I can't read the date"))
    simcord.assert_error(simcord_env)


async def test_a_topic_is_not_kept_as_a_question(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, index: Index
) -> None:
    await alice.slash(channel, "ask", question="Where do zeppelins moor?")
    await alice.slash(channel, "quote find", topic="zeppelins over the harbour")

    kept = [question for group in index.unanswered.groups(str(HOME)) for question in group.questions]
    assert "Where do zeppelins moor?" in kept
    assert "zeppelins over the harbour" not in kept


async def test_outlets_are_offered_of_this_server_only(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    offered = await alice.autocomplete(channel, "quote find", "outlet", "brige", topic="q")

    assert ["Bridge Company"] == [choice["name"] for choice in offered]


# By speaker


async def test_all_that_somebody_says_is_shown_and_their_topic_narrows_it(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    everything = await alice.slash(channel, "quote by", speaker="ada ferrier")
    on_topic = await alice.slash(channel, "quote by", speaker="ferrier", topic="fog in the morning")

    assert "**Ada Ferrier**" == layouts.texts(everything.response)[0]
    assert "-# 3 quotations, newest first" == layouts.texts(everything.response)[-1]
    assert [] == [label for label in layouts.labels(everything.response) if label == answer_words.NEXT]
    assert "Fog delays the morning crossing" in layouts.quotations(on_topic.response)[0]
    for reply in (everything, on_topic):
        assert all("Ada Ferrier" in text for text in layouts.texts(reply.response) if "\n-# " in text[3:])


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("Bo Pontus", "No one called Bo Pontus is quoted on the record. Did you mean Bo Pontis?"),
        ("Wanda Away", "No one called Wanda Away is quoted on the record."),
        ("@everyone", "No one called \\@everyone is quoted on the record."),
        ("o", "o could mean several speakers, such as "),
    ],
)
async def test_a_speaker_who_is_not_known_is_told_privately(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    given: str,
    told: str,
) -> None:
    refused = await alice.slash(channel, "quote by", speaker=given)

    assert refused.response.content.startswith(told)
    assert refused.ephemeral
    simcord.assert_error(simcord_env)


async def test_another_servers_speakers_are_neither_offered_nor_reached_by_their_key(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    away_channel: simcord.ChannelHandle,
    carol: simcord.MemberActor,
) -> None:
    at_home = await alice.slash(channel, "quote by", speaker="Hugh Home")
    offered = await carol.autocomplete(away_channel, "quote by", "speaker", "hugh hom")
    client: Any = simcord_env.bot
    with pytest.raises(Exception, match=re.escape(words.SPEAKER_GONE)):
        await client.services.quotes.turn(Pressed(AWAY), speaker_key("Hugh Home"), 0)

    assert layouts.quotations(at_home.response)
    assert [] == offered


class Pressed:
    """A button pressed in a server."""

    def __init__(self, server: int) -> None:
        self.guild_id = server


LONG = f"Lady {'Very-' * 30}Long"
HOSTILE = "**Bold** <@1> @everyone [x](https://example.org)"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("many")
    with Index.open(folder / "data", encoder=HashingEncoder()) as record:
        text = "\n\n".join(f"Wave number {number} came to the quay." for number in range(1000))
        add(record, text, kind="letter", author="Ann Many", published="2020")
        for number, name in enumerate((LONG, HOSTILE)):
            add(record, f"Word {number} is mine.", kind="letter", author=name)
        add(
            record,
            "\n\n".join(f"{'*So* *long* ' * 80}{number}." for number in range(4)),
            kind="letter",
            author="Max Long",
        )
        yield record


class TestOfManySpeakers:
    """A speaker with a thousand quotations, one with a single one, and names that are long or hostile."""

    @pytest.fixture
    def simcord_bot(self, many: Index, settings: Settings) -> RecordBot:
        return RecordBot(index=many, settings=settings)

    async def test_a_thousand_quotations_are_turned_there_and_back_also_after_a_restart(
        self,
        simcord_env: simcord.Env,
        channel: simcord.ChannelHandle,
        alice: simcord.MemberActor,
        bob: simcord.MemberActor,
        many: Index,
        settings: Settings,
    ) -> None:
        shown = await alice.slash(channel, "quote by", speaker="Ann Many")
        first = layouts.quotations(shown.response)
        await simcord_env.restart_bot(RecordBot(index=many, settings=settings))

        await alice.click(shown.response, label=answer_words.NEXT)
        second = layouts.quotations(shown.response)
        others = await bob.click(shown.response, label=answer_words.NEXT)
        unturned = layouts.quotations(shown.response)
        await alice.click(shown.response, label=answer_words.PREVIOUS)

        assert [f"Wave number {number} came to the quay." for number in range(6)] == first + second
        assert "-# 7–9 of 1,000 quotations, newest first" == layouts.texts(others.response)[-1]
        assert others.ephemeral
        assert (second, first) == (unturned, layouts.quotations(shown.response))
        assert "-# 1–3 of 1,000 quotations, newest first" == layouts.texts(shown.response)[-1]

    @pytest.mark.parametrize("name", [LONG, HOSTILE])
    async def test_a_long_or_hostile_name_is_offered_understood_and_shown_as_it_is(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, name: str
    ) -> None:
        (offered,) = await alice.autocomplete(channel, "quote by", "speaker", name[:9])

        shown = await alice.slash(channel, "quote by", speaker=offered["value"])

        assert len(offered["name"]) <= 100
        assert 1 == len(layouts.quotations(shown.response))
        assert "-# 1 quotation" == layouts.texts(shown.response)[-1]
        heading = layouts.texts(shown.response)[0].removeprefix("**").removesuffix("**")
        assert name == re.sub(r"\\(.)", r"\1", heading)

    async def test_quotations_that_do_not_fit_at_once_are_on_the_next_page(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, many: Index
    ) -> None:
        said = many.quotes.by_speaker("Max Long", limit=99)
        shown = await alice.slash(channel, "quote by", speaker="Max Long")
        seen = layouts.quotations(shown.response)
        assert 0 < len(seen) < 3
        while answer_words.NEXT in layouts.labels(shown.response):
            await alice.click(shown.response, label=answer_words.NEXT)
            seen += layouts.quotations(shown.response)

        assert [one.text for one in said.quotations] == seen


class TestOfAnEmptyRecord:
    @pytest.fixture
    def simcord_bot(self, record: Index, settings: Settings) -> RecordBot:
        return RecordBot(index=record, settings=settings)

    @pytest.mark.parametrize(
        ("name", "told"),
        [
            ("find", words.NOTHING_FOUND),
            ("by", "No one called Ada Ferrier is quoted on the record."),
            ("show", answer_words.QUOTATION_GONE),
            ("random", words.NONE_TO_SHOW),
        ],
    )
    async def test_each_command_says_so(
        self,
        simcord_env: simcord.Env,
        channel: simcord.ChannelHandle,
        alice: simcord.MemberActor,
        name: str,
        told: str,
    ) -> None:
        shown = await alice.slash(channel, f"quote {name}", **COMMANDS[name])

        if name in ("by", "show"):
            assert told == shown.response.content
            simcord.assert_error(simcord_env)
        else:
            assert told == layouts.texts(shown.response)[-1]

    @pytest.mark.parametrize("option", ["speaker", "outlet", "party"])
    async def test_nothing_is_offered(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, option: str
    ) -> None:
        assert [] == await alice.autocomplete(channel, "quote find", option, "", topic="q")


# By id


@pytest.mark.parametrize("form", ["{}", " {} ", "`{}`", "#{}", "**ID {}**", "ID: {}."])
async def test_an_id_is_understood_as_people_paste_it(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, index: Index, form: str
) -> None:
    (quotation, *_) = index.ask(CARRIES).quotations

    for pasted in (quotation.id, quotation.id.upper()):
        shown = await alice.slash(channel, "quote show", id=form.format(pasted))

        assert [FERRY] == layouts.quotations(shown.response)
        assert [quotation.id] == layouts.ids(shown.response)


@pytest.mark.parametrize("given", ["aaaaaaaa", "?", "lorries", "ab", "1" * 9, "a" * 6000])
async def test_an_unknown_id_is_told_as_that(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, given: str
) -> None:
    shown = await alice.slash(channel, "quote show", id=given)

    assert answer_words.QUOTATION_GONE == shown.response.content
    simcord.assert_error(simcord_env)


async def test_another_servers_id_looks_unknown(
    simcord_env: simcord.Env,
    away_channel: simcord.ChannelHandle,
    carol: simcord.MemberActor,
    index: Index,
) -> None:
    (quotation,) = index.quotes.by_speaker("Hugh Home", scope=str(HOME)).quotations

    shown = await carol.slash(away_channel, "quote show", id=quotation.id)

    assert answer_words.QUOTATION_GONE == shown.response.content
    simcord.assert_error(simcord_env)


class TestOfAChangedRecord:
    @pytest.fixture
    def simcord_bot(self, own_index: Index, settings: Settings) -> RecordBot:
        return RecordBot(index=own_index, settings=settings)

    async def test_a_quotation_whose_words_a_newer_version_has_not_is_flagged(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
    ) -> None:
        (quotation, *_) = own_index.ask(CARRIES).quotations
        flag = answer_words.flag(answer_words.SUPERSEDED)
        own_index.admin.edit(quotation.document_id, {"title": "Another title"}, scope=ANY_SCOPE)
        with_its_words = await alice.slash(channel, "quote show", id=quotation.id)
        own_index.ingestion.add_version(
            quotation.document_id,
            own_index.ingestion.read_text("The ferry is sold."),
            {"title": "A"},
            scope=ANY_SCOPE,
        )

        without = await alice.slash(channel, "quote show", id=quotation.id)

        assert flag not in layouts.texts(with_its_words.response)
        assert flag == layouts.texts(without.response)[0]
        assert [FERRY] == layouts.quotations(with_its_words.response) == layouts.quotations(without.response)

    async def test_a_quotation_of_a_removed_document_is_not_shown_and_it_is_told_why(
        self,
        simcord_env: simcord.Env,
        channel: simcord.ChannelHandle,
        alice: simcord.MemberActor,
        own_index: Index,
    ) -> None:
        (quotation, *_) = own_index.ask(CARRIES).quotations
        own_index.remove(quotation.document_id, reason="It was forged", scope=ANY_SCOPE)

        shown = await alice.slash(channel, "quote show", id=quotation.id)

        assert shown.response.content.startswith("This source was removed from the record on <t:")
        assert shown.response.content.endswith(": It was forged")
        simcord.assert_error(simcord_env)

    async def test_a_speaker_whose_documents_went_is_told_by_the_button(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index, tmp_path: Path
    ) -> None:
        text = "\n\n".join(f"Herring number {number} is red." for number in range(4))
        metadata = {"title": "Fish", "kind": "letter", "author": "Finn Fish"}
        document = own_index.add(write(tmp_path / "fish.txt", text), metadata)
        shown = await alice.slash(channel, "quote by", speaker="Finn Fish")
        own_index.remove(document.id, scope=ANY_SCOPE)

        told = await alice.click(shown.response, label=answer_words.NEXT)

        assert words.SPEAKER_GONE == told.response.content
        assert told.ephemeral


# By chance


class TestOfRandomQuotations:
    @pytest.fixture
    def simcord_bot(self, own_index: Index, settings: Settings) -> RecordBot:
        return RecordBot(index=own_index, settings=settings)

    async def test_none_comes_again_before_all_came_also_by_the_button_and_after_a_restart(
        self,
        simcord_env: simcord.Env,
        channel: simcord.ChannelHandle,
        alice: simcord.MemberActor,
        bob: simcord.MemberActor,
        own_index: Index,
        settings: Settings,
    ) -> None:
        first = await alice.slash(channel, "quote random")
        seen = layouts.quotations(first.response)
        await simcord_env.restart_bot(RecordBot(index=own_index, settings=settings))
        await alice.click(first.response, label=words.ANOTHER)
        seen += layouts.quotations(first.response)
        others = await bob.click(first.response, label=words.ANOTHER)
        seen += layouts.quotations(others.response)
        while len(seen) < 20:
            seen += layouts.quotations((await bob.slash(channel, "quote random")).response)

        assert others.ephemeral
        total = len(set(seen))
        assert 3 < total < 20
        assert total == len(set(seen[:total]))

    async def test_a_side_may_be_wanted_and_the_button_keeps_to_it(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        shown = await alice.slash(channel, "quote random", party="The Bridge")
        for _ in range(3):
            assert "The Bridge" in layouts.text(shown.response)
            await alice.click(shown.response, label=words.ANOTHER)

    async def test_a_side_without_such_words_gets_a_sentence(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        shown = await alice.slash(channel, "quote random", party="press")

        assert [words.NONE_OF_SIDE] == layouts.texts(shown.response)

    async def test_each_direct_conversation_has_a_round_of_its_own_of_everyones_words(
        self, simcord_env: simcord.Env, guild: simcord.GuildHandle
    ) -> None:
        rounds = []
        for name in ("dora", "emil"):
            user = simcord_env.create_user(name)
            rounds.append(
                [layouts.quotations((await user.slash("quote random")).response)[0] for _ in range(3)]
            )

        assert [3, 3] == [len(set(one)) for one in rounds]
        assert not any("home team" in text or "away team" in text for one in rounds for text in one)
