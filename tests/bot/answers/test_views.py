"""Layouts: whole quotations with their sources, and never more than Discord takes."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.components import FollowUpButton
from bot.answers.status_flags import ShownQuotation
from bot.answers.views import AnswerViews
from bot.markdown import read_back
from bot.strings import answers as words
from bot.ui.limits import MAX_LINK_CHARS, MAX_MESSAGE_CHARS
from index import Answer, Certainty, Context, Kind, Quotation
from index.domain.party import Parties, Party
from tests.bot import layouts

PARTIES = Parties(
    parties={"ferry": Party(name="The Ferry", contends=True), "bridge": Party(name="The Bridge")}
)
IDENTIFIED = "ID\N{NO-BREAK SPACE}aaaaaaaa"
NOT_QUOTED = 320
"""Characters at most of a plain source and of what stands around one quotation."""

replies = AnswerViews(PARTIES)


def quotation(text: str = "The ferry is slow.", *, number: int = 0, **source: object) -> Quotation:
    known = {
        "id": f"aaaaaaa{chr(ord('a') + number)}",
        "document_id": "d",
        "start": 0,
        "end": len(text),
        "party": "ferry",
        "title": "A letter",
        "kind": Kind.LETTER,
        "score": 1.0,
    }
    return Quotation.model_validate({**known, "text": text, **source})


def several(*lengths: int) -> list[Quotation]:
    return [quotation("x" * length, number=number) for number, length in enumerate(lengths)]


def answer(quotations: Sequence[Quotation], question: str = "Is it slow?") -> Answer:
    return Answer(
        question=question,
        answered=True,
        confidence=0.9,
        certainty=Certainty.CLEAR,
        quotations=tuple(quotations),
        took_ms=1.0,
    )


# Who said it, in what, published where and when.


def test_a_partys_own_words_carry_speaker_side_document_kind_publisher_date_and_id() -> None:
    said = quotation(
        speaker="Ada Ferrier", author="Ada Ferrier", publisher="The Gazette", published="2019-10-14"
    )

    source = layouts.texts(replies.page([said], 0))[1].replace("\N{NO-BREAK SPACE}", " ")

    assert source == (
        "**Ada Ferrier** · The Ferry\n*A letter*\n"
        "-# Letter, published by The Gazette, 14 October 2019 · ID aaaaaaaa"
    )


def test_words_of_unknown_speakers_are_unattributed_and_name_the_author() -> None:
    said = quotation(author="Cy Writer", kind=Kind.ARTICLE, party="none")

    source = layouts.texts(replies.page([said], 0))[1]

    assert f"**Unattributed**\n*A letter*\n-# Article by Cy Writer · {IDENTIFIED}" == source


def test_the_page_of_a_file_stands_in_the_small_print() -> None:
    shown = [layouts.texts(replies.page([quotation(kind=kind, page=3)], 0))[1] for kind in Kind]

    assert all(f"page 3 · {IDENTIFIED}" in source.rpartition("-# ")[2] for source in shown)


def test_nobody_is_named_twice() -> None:
    said = quotation(speaker="The Company", author="The Company", publisher="The Company")

    assert 1 == layouts.text(replies.page([said], 0)).count("The Company")


def test_a_briefing_is_never_shown_as_a_partys_words() -> None:
    said = quotation(
        kind=Kind.BRIEFING, party="ferry", speaker="Ada Ferrier", author="On the Record", published="2021"
    )

    source = layouts.texts(replies.page([said], 0))[1]

    assert f"**This project's briefing**\n*A letter*\n-# Events up to 2021 · {IDENTIFIED}" == source


def test_each_side_has_its_colour() -> None:
    sides = [quotation(party=party, number=n) for n, party in enumerate(("ferry", "bridge", "none"))]

    assert 3 == len(set(layouts.colours(replies.page(sides, 0))))


def test_quotation_and_source_are_separate_displays() -> None:
    """A line right after a block quotation would be drawn inside it."""
    shown = layouts.texts(replies.page(several(10, 10), 0))

    assert [True, False, True, False, False] == [text.startswith("> ") for text in shown]


def test_no_source_can_say_more_than_a_source() -> None:
    """Names are one line each, escaped, and of bounded length."""
    said = quotation(
        title="A\n# title" * 100,
        author="**x** " * 100,
        speaker="<@1> " * 100,
        publisher="[p](http://p) " * 60,
        published="2019",
    )

    view = replies.page([said], 0)

    assert 3 == len(layouts.texts(view)[1].split("\n"))
    layouts.check_limits(view)


# What is shown is the slice.


@given(st.lists(st.text(min_size=1, max_size=1500), min_size=1, max_size=9), st.integers(0, 8))
def test_any_quotation_shown_is_its_text_or_said_to_be_its_beginning(texts: list[str], first: int) -> None:
    quotations = [quotation(text, number=number) for number, text in enumerate(texts)]

    view = replies.page(quotations, first % len(texts))

    layouts.check_limits(view)
    shown = layouts.quotations(view)
    expected = texts[first % len(texts) :][: len(shown)]
    if words.CUT in layouts.texts(view):
        assert len(shown) == 1
        assert expected[0].startswith(shown[0])
        assert len(shown[0]) < len(expected[0])
    else:
        assert expected == shown


@given(st.text(max_size=1500), st.text(min_size=1, max_size=1500), st.text(max_size=1500))
def test_any_context_shown_is_its_slice(before: str, text: str, after: str) -> None:
    context = Context(
        quotation=quotation(text), before=before, after=after, start=0, end=len(before + text), more=True
    )

    view = replies.context(context, may_widen=True)

    if view is not None:
        layouts.check_limits(view)
        assert [before + text + after] == [read_back(layouts.texts(view)[1])]


def test_the_words_that_answer_are_bold_inside_their_sentence() -> None:
    shown = replies.answer(
        answer([quotation("It sank on 3 May 1912.", answering=((11, 21),))]), with_question=False
    )

    assert "> It sank on **3 May 1912**." == layouts.texts(shown)[0]
    assert ["It sank on 3 May 1912."] == layouts.quotations(shown)


# Discord's limits, at the limit and one past.


def longest_whole() -> int:
    """How long a quotation of plain letters may be so that a reply still holds the whole."""
    return next(n for n in range(MAX_MESSAGE_CHARS, 0, -1) if len(layouts.quotations(page(n))[0]) == n)


def page(length: int) -> object:
    return replies.page(several(length), 0)


@pytest.mark.slow
def test_a_quotation_may_nearly_fill_a_message() -> None:
    length = longest_whole()

    assert MAX_MESSAGE_CHARS - NOT_QUOTED < length
    layouts.check_limits(page(length))
    assert words.CUT not in layouts.texts(page(length))


@pytest.mark.slow
def test_one_character_more_and_the_quotation_is_said_to_be_cut() -> None:
    shown = page(longest_whole() + 1)

    layouts.check_limits(shown)
    assert words.CUT in layouts.texts(shown)


def test_a_quotation_too_long_by_its_escaping_is_said_to_be_cut() -> None:
    text = "*" * 2500

    view = replies.page([quotation(text)], 0)

    layouts.check_limits(view)
    (shown,) = layouts.quotations(view)
    assert words.CUT in layouts.texts(view)
    assert text.startswith(shown)
    assert 1500 < len(shown) < 2500


def test_a_quotation_is_cut_between_words() -> None:
    view = replies.page([quotation("ferry boats " * 400)], 0)

    (shown,) = layouts.quotations(view)
    assert shown.endswith((" ferry", " boats"))


def test_three_long_quotations_take_two_pages() -> None:
    quotations = several(1500, 1500, 1500)

    first, second = replies.page(quotations, 0), replies.page(quotations, 2)

    assert [1500, 1500] == [len(shown) for shown in layouts.quotations(first)]
    assert [1500] == [len(shown) for shown in layouts.quotations(second)]
    assert "-# 1–2 of 3 quotations" == layouts.texts(first)[-1]
    assert ["next:2:aaaaaaaa.aaaaaaab.aaaaaaac", "sources"] == layouts.custom_ids(first)[-2:]
    assert ["previous:0:aaaaaaaa.aaaaaaab.aaaaaaac", "sources"] == layouts.custom_ids(second)[-2:]


def test_a_long_question_leaves_room_for_the_quotation() -> None:
    view = replies.answer(answer(several(1000), "*" * 1000), with_question=True)

    layouts.check_limits(view)
    assert "…" in layouts.texts(view)[0]
    assert [1000] == [len(shown) for shown in layouts.quotations(view)]


@pytest.mark.parametrize(
    "link", ["https://", "https://[::1#page=1", "http://a:b@example.org/", "https://\x00x"]
)
def test_an_address_that_discord_refuses_is_no_button(link: str) -> None:
    assert [] == layouts.links(replies.page([quotation(link=link)], 0))


def test_a_link_is_a_button_up_to_512_characters() -> None:
    link = "https://example.org/".ljust(MAX_LINK_CHARS, "x")

    assert [link] == layouts.links(replies.page([quotation(link=link)], 0))
    assert [] == layouts.links(replies.page([quotation(link=f"{link}x")], 0))


def test_nine_quotations_with_ids_of_usual_length_can_be_turned_to() -> None:
    assert "-# 1–3 of 9 quotations" == layouts.texts(replies.page(several(*[10] * 9), 0))[-1]


def test_with_longer_ids_only_those_are_counted_that_can_be_turned_to() -> None:
    long = [quotation(number=n, id=f"{'a' * 15}{chr(ord('a') + n)}") for n in range(9)]

    view = replies.page(long, 0)

    layouts.check_limits(view)
    assert "-# 1–3 of 5 quotations" == layouts.texts(view)[-1]
    assert 5 == len(layouts.custom_ids(view)[-2].split("."))


def test_a_buttons_id_may_be_exactly_100_characters() -> None:
    lengths = (30, 28, 28)  # "previous:99:", 86 characters and two dots
    ids = [letter * length for letter, length in zip("abc", lengths, strict=True)]
    quotations = [quotation(number=n, id=one) for n, one in enumerate(ids)]

    assert "-# 3 quotations" == layouts.texts(replies.page(quotations, 0))[-1]
    longer = [*quotations[:2], quotation(id="c" * 29)]
    assert "-# 2 quotations" == layouts.texts(replies.page(longer, 0))[-1]


def test_a_full_page_of_three_sides_has_40_components_once_all_is_flagged() -> None:
    several_sides = AnswerViews(Parties(parties={name: Party(name=name) for name in "abc"}))
    said = [quotation(number=n, party="abc"[n % 3], link="https://example.org") for n in range(9)]
    flagged = [ShownQuotation(one.id, one, words.flag(words.SUPERSEDED)) for one in said]
    buttons = [FollowUpButton("", None, None, "").button()]

    view = several_sides.page(flagged, 3, "**Q**", buttons, takes_feedback=True)

    assert 40 == view.total_children_count
    layouts.check_limits(view)


# Silence.


def test_silence_shows_the_nearest_passages_as_no_answer() -> None:
    silent = Answer(
        question="Q",
        answered=False,
        confidence=0.1,
        certainty=Certainty.SILENT,
        quotations=(),
        nearest=tuple(several(5, 6)),
        took_ms=1,
    )

    view = replies.answer(silent, with_question=True)

    shown = layouts.texts(view)
    assert ["**Q**", words.SILENCE, words.nearest(2)] == shown[:3]
    assert ["x" * 5, "x" * 6] == layouts.quotations(view)
    assert words.NEXT not in layouts.labels(view)


def test_silence_without_anything_near_is_one_sentence() -> None:
    silent = Answer(
        question="Q", answered=False, confidence=0, certainty=Certainty.SILENT, quotations=(), took_ms=1
    )

    assert [words.SILENCE] == layouts.texts(replies.answer(silent, with_question=False))


# Context.


def test_a_context_that_does_not_fit_is_none() -> None:
    context = Context(
        quotation=quotation("x"),
        before="y" * MAX_MESSAGE_CHARS,
        after="",
        start=0,
        end=MAX_MESSAGE_CHARS,
        more=False,
    )

    assert replies.context(context, may_widen=True) is None


def test_a_context_that_can_grow_no_more_says_so_and_has_no_button() -> None:
    context = Context(quotation=quotation(), before="y ", after=" z", start=0, end=3, more=True)

    view = replies.context(context, may_widen=False)

    assert view is not None
    assert words.NO_WIDER == layouts.texts(view)[-1]
    assert [] == layouts.labels(view)


def test_the_whole_document_has_no_wider_context() -> None:
    context = Context(quotation=quotation(), before="", after="", start=0, end=3, more=False)

    view = replies.context(context, may_widen=True)

    assert view is not None
    assert [] == layouts.labels(view)
    assert words.NO_WIDER not in layouts.texts(view)


# Whose position, in how many documents, how sure, and who is not heard.


def test_reported_words_name_the_side_and_who_reports_it() -> None:
    told = quotation(kind=Kind.ARTICLE, reports="ferry", publisher="The Gazette", author="Ada")

    assert "**The Ferry** · reported by The Gazette" in layouts.texts(replies.page([told], 0))[1]


def test_a_briefing_that_reports_a_side_names_it_and_stays_a_briefing() -> None:
    told = quotation(kind=Kind.BRIEFING, reports="ferry", author="On the Record")

    first = layouts.texts(replies.page([told], 0))[1].splitlines()[0]

    assert "**This project's briefing** · states the position of The Ferry" == first

    (aside,) = layouts.texts(replies.page([told.model_copy(update={"reports": "bridge"})], 0))[1:2]
    assert "**This project's briefing** · reports what The Bridge said" == aside.splitlines()[0]


def test_words_that_stand_elsewhere_too_say_in_how_many_documents() -> None:
    once, twice = quotation(also_in=("bbbbbbbb",)), quotation(also_in=("bbbbbbbb", "cccccccc"))

    assert "also in another document" in layouts.texts(replies.page([once], 0))[1]
    assert "also in 2 other documents" in layouts.texts(replies.page([twice], 0))[1]


def test_an_answer_says_how_sure_it_is_and_which_side_is_not_heard() -> None:
    both = answer([quotation()]).model_copy(update={"missing_parties": ("ferry",)})

    last = layouts.texts(replies.answer(both, with_question=False))[-1]

    assert "-# Nothing from The Ferry answers this.\n-# 1 quotation · strong match" == last


# Several sides: a block each.


def test_quotations_of_several_sides_stand_in_a_block_for_each_in_its_colour() -> None:
    said = [
        quotation(f"{party} {n}", party=party, number=n)
        for n, party in enumerate(("bridge", "ferry", "bridge"))
    ]

    view = replies.answer(answer(said), with_question=False)

    assert ["bridge 0", "bridge 2", "ferry 1"] == layouts.quotations(view)
    assert ["### The Bridge", "### The Ferry"] == [
        text for text in layouts.texts(view) if text.startswith("###")
    ]
    assert 2 == len(layouts.colours(view)) == len(set(layouts.colours(view)))


def test_an_answer_of_one_side_has_a_block_for_each_quotation() -> None:
    view = replies.answer(answer([quotation(number=n) for n in range(3)]), with_question=False)

    assert 3 == len(layouts.colours(view))
    assert "###" not in layouts.text(view)


def test_what_is_of_no_side_stands_by_itself_between_the_sides() -> None:
    said = [quotation(party=party, number=n) for n, party in enumerate(("none", "ferry", "bridge"))]

    shown = layouts.texts(replies.page(said, 0))

    assert shown[0].startswith("> ")
    assert 2 == sum(text.startswith("### ") for text in shown)


def test_pages_by_side_follow_the_order_of_the_answer() -> None:
    sides = ("ferry", "bridge", "ferry", "bridge", "ferry")
    said = [quotation(str(n), party=party, number=n) for n, party in enumerate(sides)]

    assert [["0", "2", "1"], ["3", "4"]] == [
        layouts.quotations(replies.page(said, first)) for first in (0, 3)
    ]


def test_long_names_of_sides_and_of_those_not_heard_fit_into_a_full_message() -> None:
    parties = {name: Party(name="*" * 99 + name, contends=True) for name in "abcdef"}
    said = [quotation("x" * 900, party=party, number=n) for n, party in enumerate("abc")]
    silent = answer(said).model_copy(update={"missing_parties": tuple("def")})

    for length in range(700, 1200, 50):
        cut_to = [one.model_copy(update={"text": "x" * length}) for one in silent.quotations]
        given = silent.model_copy(update={"quotations": tuple(cut_to)})
        layouts.check_limits(AnswerViews(Parties(parties=parties)).answer(given, with_question=True))
