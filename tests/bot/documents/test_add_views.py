"""What a moderator sees of any document fits into a message, and shows the text as it is."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.documents.add_views import AddViews
from bot.documents.drafts import Draft
from bot.strings import add_document as words
from index import Document, Index, SimilarDocument
from index.domain.party import Parties, Party
from index.ingestion.quality_checks import QualityWarning
from tests.bot import layouts
from tests.bot.documents.add_setup import chosen, selects
from tests.bot.documents.test_drafts import make_draft
from tests.index.texts import any_text, texts

unhurried = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def replies(index: Index) -> AddViews:
    return AddViews(index.parties)


def make(index: Index, source: dict[str, Any] | None = None, **preview: Any) -> Draft:
    """A draft with that of its source, and parts of its preview, not as they were."""
    changed = {"source": {"title": "A"} if source is None else source, **preview}
    return make_draft(index, preview=make_draft(index).preview.model_copy(update=changed))


def remark(replies: AddViews, draft: Draft) -> str:
    return layouts.text(replies.preview(draft))


@unhurried
@given(
    st.dictionaries(st.sampled_from(["title", "author", "publisher", "published", "url"]), any_text),
    texts,
    st.lists(any_text, max_size=9),
    st.lists(st.sampled_from(QualityWarning), unique=True),
    st.lists(st.sampled_from(["title", "url"]), unique=True),
    st.integers(0, 5),
)
def test_a_preview_of_anything_fits_into_a_message(
    index: Index,
    replies: AddViews,
    source: dict[str, str],
    beginning: str,
    speakers: Sequence[str],
    doubts: Sequence[QualityWarning],
    problems: Sequence[str],
    likes: int,
) -> None:
    document = index.documents()[0].model_copy(update={"title": beginning or "A"})
    draft = make(
        index,
        source,
        beginning=beginning * 20,
        speakers=tuple(speakers),
        warnings=tuple(doubts),
        problems=(*problems, "published"),
        language="xx",
        renews=document,
        similar=(SimilarDocument(document=document, share=0.9, exact=False),) * likes,
    )

    layouts.check_limits(replies.preview(draft, beginning[:300] or None))


def test_the_beginning_is_shown_as_it_is(index: Index, replies: AddViews) -> None:
    beginning = "# Head\n\n**Bold** words of <@42> and @everyone. ||Hidden|| ones."

    view = replies.preview(make(index, beginning=beginning))

    assert [beginning] == layouts.quotations(view)


def test_a_beginning_that_is_too_long_is_cut_at_a_word(index: Index, replies: AddViews) -> None:
    (shown,) = layouts.quotations(replies.preview(make(index, beginning="lorries " * 200)))

    assert 500 < len(shown) <= 700
    assert shown.endswith("lorries")


def test_pages_are_counted_where_a_file_has_them(index: Index, replies: AddViews) -> None:
    assert "· 7 pages" in remark(replies, make(index, pages=7))
    assert "page" not in remark(replies, make(index)).replace("preview", "")


@pytest.mark.parametrize(
    ("quotations", "speakers", "expected"),
    [
        (0, (), "no direct quotations"),
        (1, (), "1 direct quotation (unattributed)"),
        (2, ("Ann",), "2 direct quotations (Ann)"),
        (9, ("Ann", "Bo", "Cy"), "9 direct quotations (Ann, Bo, Cy)"),
        (9, tuple("ABCDEFG"), "9 direct quotations (A, B, C, D, E, 2 more)"),
    ],
)
def test_who_is_quoted_is_told(
    index: Index, replies: AddViews, quotations: int, speakers: tuple[str, ...], expected: str
) -> None:
    draft = make(index, quotations=quotations, speakers=speakers)

    assert f"-# {expected}\n" in f"{remark(replies, draft)}\n"


@pytest.mark.parametrize(
    ("doubt", "told"),
    [
        (QualityWarning.CONSENT, "cookies or consent"),
        (QualityWarning.LINKS, "a list of links"),
        (QualityWarning.NOISE, "a poor scan"),
        (QualityWarning.LANGUAGE, "in German; most of the record is in English"),
    ],
)
def test_each_doubt_is_told(index: Index, replies: AddViews, doubt: QualityWarning, told: str) -> None:
    assert told in remark(replies, make(index, warnings=(doubt,), language="de"))


def test_only_sides_that_the_team_lists_can_be_chosen(index: Index, replies: AddViews) -> None:
    view = replies.preview(make(index, {"title": "A", "party": "bridge", "kind": "letter"}))

    options = [option["value"] for option in selects(view)["party"]["options"]]
    assert ["none", "ferry", "bridge", "press"] == options
    assert (["bridge"], ["letter"]) == (chosen(view, "party"), chosen(view, "kind"))


def test_what_was_chosen_says_what_it_is(index: Index, replies: AddViews) -> None:
    view = replies.preview(make(index, {"title": "A"}))

    shown = [
        option["label"] for one in selects(view).values() for option in one["options"] if option["default"]
    ]
    assert ["Side: No side", "Kind: Article"] == shown[:2]


def test_a_briefing_can_be_kept_but_not_be_made(index: Index, replies: AddViews) -> None:
    def kinds(kind: str) -> list[str]:
        view = replies.preview(make(index, {"title": "A", "kind": kind}))
        return [option["value"] for option in selects(view)["kind"]["options"]]

    assert "briefing" not in kinds("letter")
    assert "briefing" in kinds("briefing")


def test_where_no_side_is_listed_none_is_asked_for(index: Index) -> None:
    assert {"kind"} == set(selects(AddViews(Parties()).preview(make(index))))


def test_of_many_sides_as_many_are_shown_as_discord_takes(index: Index) -> None:
    many = Parties(parties={f"p{number}": Party(name="x" * 200) for number in range(40)})

    view = AddViews(many).preview(make(index))

    layouts.check_limits(view)
    assert 25 == len(selects(view)["party"]["options"])


def test_what_is_added_names_its_document_and_carries_its_questions(index: Index, replies: AddViews) -> None:
    document: Document = index.documents()[0].model_copy(update={"url": "https://a.example", "version": 3})

    view = replies.added(document, ["q" * 80, "Is it?"])

    layouts.check_limits(view)
    assert ["q" * 80, "Is it?"] == layouts.labels(view)
    assert f"ID {document.id}" in layouts.text(view)
    assert "Version 3 of" in layouts.text(view)
    assert words.SAMPLES not in layouts.text(replies.added(document, []))


def test_a_link_does_not_break_out_of_its_brackets(index: Index, replies: AddViews) -> None:
    url = "https://a.example/>**loud**"
    document: Document = index.documents()[0].model_copy(update={"url": url})

    assert "<https://a.example/%3E**loud**>" in remark(replies, make(index, {"title": "A", "url": url}))
    assert "(<https://a.example/%3E**loud**>)" in layouts.text(replies.duplicate(document))


def test_a_failure_opens_the_form_again_where_something_was_typed(replies: AddViews) -> None:
    assert [words.OPEN_AGAIN] == layouts.labels(replies.failed("No.", "0" * 16))
    assert [] == layouts.labels(replies.failed("No.", None))


@unhurried
@given(any_text)
def test_any_name_can_be_shown_while_it_is_read(replies: AddViews, name: str) -> None:
    layouts.check_limits(replies.reading(name))
