"""*Speakers* of `/document edit`: who says what in a document, page by page, corrected and taken back."""

from pathlib import Path

import pytest
import simcord

from bot.errors import UnknownHere
from bot.settings import Settings
from bot.strings import add_document as adding_words
from bot.strings import answers as answer_words
from bot.strings import documents as words
from bot.strings import lifecycle as keeping_words
from bot.strings import moderation as moderation_words
from index import ANY_SCOPE, Index
from index.errors import UnknownQuotation
from tests.bot import layouts
from tests.bot.documents.add_setup import prefilled
from tests.bot.documents.change_setup import FERRY, SINKS, OwnedBot, add_ferry
from tests.bot.harbour import AWAY, HOME
from tests.index.writing import add, write

pytestmark = pytest.mark.simcord(settle_timeout=60.0)

FLOATING, SINKING = "The ferry floats well,", "It sinks in every storm,"


@pytest.fixture
async def shown(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, ferry: str
) -> simcord.InteractionResult:
    """The first page, in the message of the command."""
    return await open_speakers(channel, moderator, ferry)


async def open_speakers(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, document: str
) -> simcord.InteractionResult:
    shown = await moderator.slash(channel, "document edit", document=document)
    await moderator.click(shown.response, label=words.SPEAKERS)
    return shown


async def choose(
    moderator: simcord.MemberActor, shown: simcord.InteractionResult, document: str, quotation: str
) -> simcord.InteractionResult:
    """Choose words on the first page, which opens the form."""
    return await moderator.select(shown.response, [quotation], custom_id=f"editing:words:{document}:0")


def listed(record: Index, document: str) -> dict[str, str]:
    """The ids of a document's direct quotations by their words."""
    return {one.words: one.quotation.id for one in record.quotations.direct(document, scope=ANY_SCOPE)}


def speakers(record: Index, document: str) -> list[str | None]:
    return [one.quotation.speaker for one in record.quotations.direct(document, scope=ANY_SCOPE)]


async def test_words_are_listed_with_their_speakers_corrected_quoted_and_taken_back(
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    moderator: simcord.MemberActor,
    record: Index,
    ferry: str,
    shown: simcord.InteractionResult,
) -> None:
    told = layouts.text(shown.response)
    assert words.said(1, FLOATING, "Anna Holt") in told
    assert words.said(2, SINKING, "Ivo Kern") in told

    form = await choose(moderator, shown, ferry, listed(record, ferry)[SINKING])
    assert "Ivo Kern" == prefilled({"components": form.modal["components"][1:]})["speaker"]
    assert SINKS in form.modal["components"][0]["content"]
    await moderator.submit_modal(form, {"speaker": "Eve *Storm*"})

    told = layouts.text(shown.response)
    assert words.attributed(SINKING, "Eve \\*Storm\\*") in told
    assert words.said(2, SINKING, "Eve \\*Storm\\*") in told
    asked = await alice.slash(channel, "ask", question="Who says that it sinks in every storm?")
    assert SINKS == layouts.quotations(asked.response)[0]
    assert "**Eve \\*Storm\\***" in layouts.text(asked.response)
    event = record.admin.history(ferry, scope=ANY_SCOPE)[-1]
    assert ("attribute", str(moderator.id)) == (event.action, event.actor)

    undone = await moderator.slash(channel, "document undo")
    assert keeping_words.undone("attribute", "The ferry") == layouts.text(undone.response)
    assert ["Anna Holt", "Ivo Kern"] == speakers(record, ferry)
    assert FERRY == record.document(ferry, scope=ANY_SCOPE).text


async def test_an_empty_name_means_nobody_and_an_alias_the_speaker_that_is_listed(
    moderator: simcord.MemberActor, record: Index, ferry: str, shown: simcord.InteractionResult
) -> None:
    form = await choose(moderator, shown, ferry, listed(record, ferry)[SINKING])
    await moderator.submit_modal(form, {"speaker": "  "})
    assert words.attributed(SINKING, None) in layouts.text(shown.response)
    assert words.said(2, SINKING, answer_words.UNATTRIBUTED) in layouts.text(shown.response)

    form = await choose(moderator, shown, ferry, listed(record, ferry)[SINKING])
    await moderator.submit_modal(form, {"speaker": "Holt of the ferry"})

    assert ["Anna Holt", "Anna Holt"] == speakers(record, ferry)


@pytest.mark.parametrize("name", ["Anna Holt", " Anna  Holt ", "Holt of the ferry"])
async def test_who_is_known_to_speak_is_not_written_down_again(
    moderator: simcord.MemberActor, record: Index, ferry: str, shown: simcord.InteractionResult, name: str
) -> None:
    form = await choose(moderator, shown, ferry, listed(record, ferry)[FLOATING])
    await moderator.submit_modal(form, {"speaker": name})

    assert words.NOTHING_CHANGED in layouts.text(shown.response)
    assert ["add"] == [event.action for event in record.admin.history(ferry, scope=ANY_SCOPE)]


async def test_pages_are_turned_and_a_correction_stays_on_its_page(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    said = "\n\n".join(f"“The lamp number {n} is {'*very* ' * 40}bright,” said Anna Holt." for n in range(20))
    document = add(record, said, scope=str(HOME), title="*Lamps* @everyone " * 20).id
    shown = await open_speakers(channel, moderator, document)
    assert [answer_words.NEXT, words.BACK] == layouts.labels(shown.response)

    await moderator.click(shown.response, label=answer_words.NEXT)
    await moderator.click(shown.response, label=answer_words.NEXT)

    assert [answer_words.PREVIOUS, words.BACK] == layouts.labels(shown.response)
    assert "17–20 of 20 quotations" in layouts.text(shown.response)
    ids = [one.quotation.id for one in record.quotations.direct(document, scope=ANY_SCOPE)]
    form = await moderator.select(shown.response, [ids[18]], custom_id=f"editing:words:{document}:16")
    await moderator.submit_modal(form, {"speaker": "Eve"})
    assert "17–20 of 20 quotations" in layouts.text(shown.response)
    assert [*["Anna Holt"] * 18, "Eve", "Anna Holt"] == speakers(record, document)
    await moderator.click(shown.response, label=words.BACK)
    assert f"ID {document}" in layouts.text(shown.response)


async def test_a_document_that_quotes_nobody_says_so(
    channel: simcord.ChannelHandle, moderator: simcord.MemberActor, record: Index
) -> None:
    document = add(record, "The quay is long.", scope=str(HOME)).id

    shown = await open_speakers(channel, moderator, document)

    assert [words.NO_WORDS] == layouts.texts(shown.response)
    assert [words.BACK] == layouts.labels(shown.response)


async def test_a_correction_of_words_shown_before_an_edit_holds_after_it(
    moderator: simcord.MemberActor, record: Index, ferry: str, shown: simcord.InteractionResult
) -> None:
    old = listed(record, ferry)[SINKING]
    record.admin.edit(ferry, {"title": "Another"}, scope=ANY_SCOPE)
    form = await choose(moderator, shown, ferry, old)
    record.admin.edit(ferry, {"title": "And another"}, scope=ANY_SCOPE)

    await moderator.submit_modal(form, {"speaker": "Eve"})

    assert ["Anna Holt", "Eve"] == speakers(record, ferry)
    assert [] == record.check()


async def test_where_the_text_was_changed_meanwhile_nothing_is_and_what_was_typed_is_offered_again(
    moderator: simcord.MemberActor,
    record: Index,
    ferry: str,
    shown: simcord.InteractionResult,
    tmp_path: Path,
) -> None:
    form = await choose(moderator, shown, ferry, listed(record, ferry)[SINKING])
    record.ingestion.add_version(
        ferry,
        record.ingestion.read(write(tmp_path / "new.txt", f"Anew.\n\n{FERRY}")),
        {"title": "New"},
        scope=ANY_SCOPE,
    )

    await moderator.submit_modal(form, {"speaker": "Eve"})

    assert words.CHANGED_MEANWHILE in layouts.text(shown.response)
    assert ["Anna Holt", "Ivo Kern"] == speakers(record, ferry)
    again = await moderator.click(shown.response, label=adding_words.OPEN_AGAIN)
    assert "Eve" == prefilled({"components": again.modal["components"][1:]})["speaker"]


async def test_everything_works_after_a_restart_and_what_was_typed_before_it_is_kept(
    simcord_env: simcord.Env,
    settings: Settings,
    moderator: simcord.MemberActor,
    record: Index,
    ferry: str,
    shown: simcord.InteractionResult,
) -> None:
    form = await choose(moderator, shown, ferry, listed(record, ferry)[SINKING])
    await simcord_env.restart_bot(OwnedBot(index=record, settings=settings))

    await moderator.submit_modal(form, {"speaker": "Eve"})
    assert words.LOST in layouts.text(shown.response)
    again = await moderator.click(shown.response, label=adding_words.OPEN_AGAIN)
    await moderator.submit_modal(again, {"speaker": "Eve"})
    assert ["Anna Holt", "Eve"] == speakers(record, ferry)

    form = await choose(moderator, shown, ferry, listed(record, ferry)[FLOATING])
    await moderator.submit_modal(form, {"speaker": "Ida"})
    assert ["Ida", "Eve"] == speakers(record, ferry)


async def test_words_of_another_document_cannot_be_meant(
    simcord_bot: OwnedBot, record: Index, ferry: str
) -> None:
    foreign = add_ferry(record, str(AWAY), title="Away")
    other = add(record, "“It rains,” said Ida Moor.", scope=str(HOME)).id

    for document in (foreign, other):
        wanted = next(iter(listed(record, document).values()))
        with pytest.raises((UnknownQuotation, UnknownHere)):
            simcord_bot.services.documents.speakers.attribute(
                record.document(ferry, scope=ANY_SCOPE), wanted, "Eve", "7"
            )
    assert "Eve" not in [*speakers(record, foreign), *speakers(record, other), *speakers(record, ferry)]


@pytest.mark.parametrize("becomes", ["removed", "purged"])
async def test_of_what_was_removed_or_erased_meanwhile_no_speaker_is_changed(
    simcord_env: simcord.Env,
    moderator: simcord.MemberActor,
    record: Index,
    ferry: str,
    shown: simcord.InteractionResult,
    becomes: str,
) -> None:
    wanted = listed(record, ferry)[SINKING]
    form = await choose(moderator, shown, ferry, wanted)
    record.remove(ferry, scope=ANY_SCOPE) if becomes == "removed" else record.admin.purge(
        ferry, "A court says so"
    )
    expected = words.OFF_THE_RECORD if becomes == "removed" else words.ERASED

    for refused in (
        await choose(moderator, shown, ferry, wanted),
        await moderator.click(shown.response, label=words.BACK),
    ):
        assert expected == refused.response.content
    await moderator.submit_modal(form, {"speaker": "Eve"})
    assert expected in layouts.text(shown.response)
    assert "attribute" not in [event.action for event in record.admin.history(ferry, scope=ANY_SCOPE)]


async def test_who_is_no_moderator_any_more_is_refused_at_every_step(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    moderator: simcord.MemberActor,
    record: Index,
    ferry: str,
    shown: simcord.InteractionResult,
) -> None:
    wanted = listed(record, ferry)[SINKING]
    form = await choose(moderator, shown, ferry, wanted)
    simcord_env.backend.edit_member(guild.id, moderator.id, {"role_ids": []})

    for refused in (
        await choose(moderator, shown, ferry, wanted),
        await moderator.click(shown.response, label=words.BACK),
    ):
        assert moderation_words.MODERATORS_ONLY == refused.response.content
    await moderator.submit_modal(form, {"speaker": "Eve"})

    assert moderation_words.MODERATORS_ONLY in layouts.text(shown.response)
    assert ["Anna Holt", "Ivo Kern"] == speakers(record, ferry)
