"""Pages: what the record holds, laid out for the server that asks."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import pytest

from bot.answers.service import AnswerService
from bot.answers.views import AnswerViews
from bot.runtime.async_index import AsyncIndex, ServerIndex
from bot.runtime.thread_pool import Threads
from bot.sources.service import SourceService
from bot.strings import answers as words
from index import ANY_SCOPE, Answer, Context, Index, QuotationStatus
from index.answering.follow_ups import FilteredQuestion
from index.errors import UnknownQuotation
from tests.bot import layouts
from tests.bot.harbour import AWAY, CARRIES, HOME, write


class RecordOfOne(ServerIndex):
    """A record whose only quotation is longer than today's documents are cut into."""

    def __init__(self, index: Index, text: str) -> None:
        self.parties = index.parties
        known = index.ask(CARRIES).quotations[0]
        self._quotation = known.model_copy(update={"text": text})

    def for_server(self, _: int | None) -> Self:
        return self

    async def statuses(self, ids: Sequence[str]) -> dict[str, QuotationStatus | None]:
        return dict.fromkeys(ids, QuotationStatus(quotation=self._quotation))

    async def context(self, wanted: str, by: int) -> Context:
        return Context(quotation=self._quotation, before="", after="", start=0, end=1, more=False)


def keep_nothing(_server: int | None, _answer: Answer) -> None:
    """Stores no question."""


@pytest.fixture
def pages(own_index: Index) -> AnswerService:
    return AnswerService(
        async_index=AsyncIndex(own_index, concurrency=4),
        views=AnswerViews(own_index.parties),
        keep_unanswered=keep_nothing,
    )


async def test_next_says_where_a_quotation_was_that_is_off_the_record(
    pages: AnswerService, own_index: Index
) -> None:
    answer = own_index.ask(CARRIES, limit=9)
    first = answer.quotations[0]
    kept = [one for one in answer.quotations[:3] if one.document_id != first.document_id]

    own_index.remove(first.document_id, reason="It was *forged*.", scope=ANY_SCOPE)
    view = await pages.quotations(None, [one.id for one in answer.quotations], 0)

    flag, source, *_ = layouts.texts(view)
    assert flag.startswith("⚠️ This source was removed from the record on <t:")
    assert flag.endswith(r":D>: It was \*forged\*.")
    assert first.id in source
    assert [one.text for one in kept] == layouts.quotations(view)
    assert layouts.texts(view)[-1].startswith(f"-# 1–3 of {len(answer.quotations)}")


async def test_next_keeps_its_place_where_earlier_quotations_are_gone(
    pages: AnswerService, own_index: Index
) -> None:
    answer = own_index.ask(CARRIES, limit=9)
    gone = answer.quotations[0].document_id
    after = [one.text for one in answer.quotations[3:6] if one.document_id != gone]

    own_index.remove(gone, scope=ANY_SCOPE)
    view = await pages.quotations(None, [one.id for one in answer.quotations], 3)

    assert after == layouts.quotations(view)


async def test_next_says_what_was_erased_and_what_another_server_has_alike(
    pages: AnswerService, own_index: Index
) -> None:
    answer = own_index.ask(CARRIES, limit=2).quotations
    foreign = own_index.ask("Do smugglers hide barrels beneath the windmill?", scope=str(AWAY)).quotations[0]
    own_index.remove(foreign.document_id, reason="A secret reason.", scope=ANY_SCOPE)
    own_index.admin.purge(answer[1].document_id, "The rightsholder asked for it.")

    view = await pages.quotations(HOME, [answer[0].id, answer[1].id, foreign.id, "aaaaaaaa"], 0)

    erased = [text for text in layouts.texts(view) if text == words.flag(words.ERASED)]
    assert [answer[0].text] == layouts.quotations(view)
    assert 2 == len(erased)
    assert not re.search("secret|rightsholder|windmill|away team", layouts.text(view))


async def test_words_that_a_newer_version_has_not_are_flagged(pages: AnswerService, own_index: Index) -> None:
    said = own_index.ask(CARRIES).quotations[0]
    own_index.admin.edit(said.document_id, {"title": "A letter"}, scope=ANY_SCOPE)
    before = await pages.quotations(None, [said.id], 0)

    own_index.ingestion.add_version(
        said.document_id,
        own_index.ingestion.read_text("The ferry carries lorries."),
        {"title": "A"},
        scope=ANY_SCOPE,
    )

    assert words.flag(words.SUPERSEDED) not in layouts.texts(before)
    for view in (await pages.quotations(None, [said.id], 0), await pages.context(None, said.id, 2)):
        assert words.flag(words.SUPERSEDED) in layouts.texts(view)
        assert said.text in layouts.quotations(view)[0]


async def test_quotations_that_are_all_gone_are_not_on_the_record(pages: AnswerService) -> None:
    with pytest.raises(UnknownQuotation):
        await pages.quotations(None, ["aaaaaaaa"], 0)


async def test_context_is_as_wide_as_fits(pages: AnswerService, own_index: Index, tmp_path: Path) -> None:
    sentence = "The tide table was long and nobody could read {number} of its lines without a lamp. "
    tides = "".join(sentence.format(number=number) for number in range(200))
    own_index.add(write(tmp_path / "tides.md", f"---\ntitle: Tides\n---\n\n{tides}"))
    middle = own_index.ask("Who could read 100 lines of the tide table without a lamp?").quotations[0]

    view = await pages.context(None, middle.id, 90)

    layouts.check_limits(view)
    (shown,) = layouts.quotations(view)
    assert middle.text in shown
    assert 3000 < len(shown)
    assert words.NO_WIDER in layouts.texts(view)
    assert [] == layouts.labels(view)


async def test_a_quotation_whose_neighbours_never_fit_is_shown_by_itself(
    pages: AnswerService, own_index: Index, tmp_path: Path
) -> None:
    night = f"{'*' * 990}.\n\nThe comet was seen at midnight.\n\n{'*' * 990}."
    own_index.add(write(tmp_path / "night.txt", night), {"title": "Night"})
    comet = own_index.ask("Was the comet seen at midnight?").quotations[0]

    view = await pages.context(None, comet.id, 2)

    layouts.check_limits(view)
    assert [comet.text] == layouts.quotations(view)
    assert words.NO_WIDER == layouts.texts(view)[-1]


async def test_the_context_of_a_quotation_longer_than_a_message_is_its_beginning(own_index: Index) -> None:
    pages = AnswerService(
        async_index=RecordOfOne(own_index, "*" * 3000),  # type: ignore[arg-type]
        views=AnswerViews(own_index.parties),
        keep_unanswered=keep_nothing,
    )

    view = await pages.context(None, "aaaaaaaa", 2)

    layouts.check_limits(view)
    assert words.CUT in layouts.texts(view)


async def list_documents(index: Index, server: int | None) -> str:
    sources = SourceService(
        index=index, async_index=AsyncIndex(index, concurrency=4), corpus=Path(), threads=Threads(4)
    )
    return layouts.text(await sources.documents(server, 0))


@pytest.mark.parametrize("server", [None, AWAY])
async def test_a_servers_documents_are_for_that_server_only(
    pages: AnswerService, own_index: Index, server: int | None
) -> None:
    secret = own_index.ask("Do smugglers hide barrels beneath the chapel?", scope=str(HOME)).quotations[0]
    assert "chapel" in secret.text

    listed = await list_documents(own_index, server)
    answered = await pages.answer(
        server,
        FilteredQuestion(question="Do smugglers hide barrels beneath the chapel?"),
        with_question=False,
    )

    assert "home team" in await list_documents(own_index, HOME)
    assert "home team" not in listed
    assert not re.search("chapel|home team", layouts.text(answered))
    with pytest.raises(UnknownQuotation):
        await pages.context(server, secret.id, 2)
    with pytest.raises(UnknownQuotation):
        await pages.quotations(server, [secret.id], 0)


async def test_direct_messages_see_what_everyone_sees(pages: AnswerService) -> None:
    answered = await pages.answer(None, FilteredQuestion(question=CARRIES), with_question=False)

    assert "The ferry does not carry lorries." == layouts.quotations(answered)[0]
