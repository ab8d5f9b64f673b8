"""Drafts are in memory only, of whoever made them, and not too many."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.drafts import _MAX_TYPED, MAX_DRAFT_BYTES, MAX_DRAFTS, Draft, Drafts, make_id
from bot.documents.source_modals import TypedSource
from bot.errors import DraftGone, TooManyDrafts
from index import Index
from index.ingestion.original import Original
from index.reading.extracted_text import ExtractedText, join_blocks

LATER = datetime(2100, 1, 1, tzinfo=UTC)


def actor(user: int = 1, server: int | None = 10) -> Any:
    """As much of an interaction as tells who acts where."""
    return SimpleNamespace(user=SimpleNamespace(id=user), guild_id=server)


async def show(_: discord.ui.LayoutView) -> None:
    """Shows nothing."""


@pytest.fixture
def draft(index: Index) -> Draft:
    return make_draft(index)


def make_draft(index: Index, *, size: int = 1, **values: Any) -> Draft:
    text, blocks = join_blocks([("The quay is long.", False)])
    original = Original("a.txt", bytes(size), ExtractedText("text/plain", text, blocks, {"title": "A"}))
    known = {
        "id": make_id(),
        "user": 1,
        "server": 10,
        "scope": "10",
        "may_choose_scope": False,
        "original": original,
        "preview": index.ingestion.preview(original, scope="10"),
        "question": None,
        "show": show,
        "expires": LATER,
    }
    return Draft(**known | values)


def test_a_draft_is_found_by_who_made_it_where_it_was_made(draft: Draft) -> None:
    drafts = Drafts()
    drafts.put(draft)

    assert draft is drafts.find(draft.id, actor())
    for other in (actor(user=2), actor(server=11), actor(server=None)):
        for use in (drafts.find, drafts.take, drafts.change):
            with pytest.raises(DraftGone):
                use(draft.id, other)  # type: ignore[operator]
    with pytest.raises(DraftGone):
        drafts.find("0" * 16, actor())


def test_a_draft_is_taken_once(draft: Draft) -> None:
    drafts = Drafts()
    drafts.put(draft)

    assert draft is drafts.take(draft.id, actor())
    with pytest.raises(DraftGone):
        drafts.take(draft.id, actor())
    drafts.put_back(draft)
    assert draft is drafts.take(draft.id, actor())


def test_a_changed_draft_holds_the_rest(draft: Draft) -> None:
    drafts = Drafts()
    drafts.put(draft)
    assert drafts.holds(draft)

    changed = drafts.change(draft.id, actor(), scope="everyone")

    assert ("everyone", draft.original) == (changed.scope, changed.original)
    assert not drafts.holds(draft)
    assert drafts.holds(changed)


def test_what_is_left_alone_is_taken_out_and_no_longer_found(index: Index) -> None:
    drafts, now = Drafts(), discord.utils.utcnow()
    old = drafts.put(make_draft(index, expires=now - timedelta(seconds=1)))
    new = drafts.put(make_draft(index, expires=now + timedelta(hours=1)))

    with pytest.raises(DraftGone):
        drafts.find(old.id, actor())
    assert [old] == drafts.take_expired(now)
    assert [] == drafts.take_expired(now)
    assert new is drafts.find(new.id, actor())


def test_a_server_has_only_so_many_and_others_do_not_count(index: Index) -> None:
    drafts = Drafts()
    for _ in range(MAX_DRAFTS):
        drafts.put(make_draft(index))

    with pytest.raises(TooManyDrafts):
        drafts.put(make_draft(index))
    drafts.put(make_draft(index, server=11))


@given(st.lists(st.integers(0, MAX_DRAFT_BYTES), max_size=12))
def test_a_server_has_only_so_many_bytes(sizes: list[int]) -> None:
    drafts, kept = Drafts(), 0

    for size in sizes:
        try:
            drafts.check_room(10, size)
        except TooManyDrafts:
            assert kept + size > MAX_DRAFT_BYTES
            continue
        kept += size
        drafts.put_back(SimpleNamespace(id=make_id(), server=10, size=size))  # type: ignore[arg-type]
        if len(drafts._drafts) == MAX_DRAFTS:
            break
    assert kept <= MAX_DRAFT_BYTES


def test_the_size_counts_the_bytes_the_text_and_the_documents_that_are_shown(index: Index) -> None:
    alone = make_draft(index, size=1000)
    twin = index.documents()[0]

    with_twin = make_draft(
        index, size=1000, preview=alone.preview.model_copy(update={"exact_duplicate": twin})
    )

    assert 1000 + 4 * len("The quay is long.") == alone.size
    assert alone.size + 4 * len(twin.text) == with_twin.size


def test_what_was_typed_is_found_by_who_typed_it_there_and_the_oldest_is_forgotten() -> None:
    drafts = Drafts()
    first = drafts.keep_typed(TypedSource(url="https://example.org/"), actor())

    assert TypedSource(url="https://example.org/") == drafts.find_typed(first, actor())
    for other in (actor(user=2), actor(server=11), actor(server=None)):
        with pytest.raises(DraftGone):
            drafts.find_typed(first, other)
    for _ in range(_MAX_TYPED):
        drafts.keep_typed(TypedSource(), actor())
    with pytest.raises(DraftGone):
        drafts.find_typed(first, actor())
