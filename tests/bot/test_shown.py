"""The promise on what Discord shows: each reply that shows a quotation displays the slice, whatever is in it.

What is displayed is told by `tests.bot.discord_markdown`, which knows nothing of how the bot escapes.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, Final

import pytest
from discord import ui
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.answers.citation import cite
from bot.answers.verification_view import make_verification_view
from bot.answers.views import AnswerViews
from bot.documents.add_views import AddViews
from bot.documents.drafts import Draft
from bot.quotes.views import QuoteViews
from bot.runtime.async_index import AsyncIndex
from bot.sources.views import DocumentDetails, SourceViews
from index import Context, Index, Kind, Quotation, Verdict, Verification
from tests.bot import layouts
from tests.bot.answers.test_views import PARTIES, answer, quotation, replies
from tests.bot.discord_markdown import BOLD, QUOTE, display, quoted, styles
from tests.bot.documents.test_drafts import make_draft
from tests.bot.hostile import MEANINGFUL, hostile_texts, seen
from tests.bot.sources.test_list_view import document
from tests.strength import examples

OWN: Final = {QUOTE, BOLD, "italics", "small"}
"""What the bot itself writes around a quotation."""

OWN_OF_KIND: Final = {"difference": {"code block", "code"}, "document": {"timestamp"}}

LINK: Final = "https://example.org/"


def displayed(view: layouts.Reply) -> list[str]:
    """What the block quotations of a reply display."""
    return [shown for text in layouts.texts(view) if (shown := quoted(text))]


def meanings(view: layouts.Reply) -> set[str]:
    return {style for text in layouts.texts(view) for style in styles(text)}


def in_code(view: layouts.Reply) -> list[str]:
    """What can be copied from the code blocks of a reply."""
    pieces = [piece for text in layouts.texts(view) for piece in display(text)]
    return [piece.text for piece in pieces if "code block" in piece.styles]


# Every kind of reply


def in_answer(said: Quotation) -> ui.LayoutView:
    return replies.answer(answer([said], question=said.text), with_question=True)


def in_silence(said: Quotation) -> ui.LayoutView:
    silent = answer([]).model_copy(update={"answered": False, "nearest": (said,), "question": said.text})
    return replies.answer(silent, with_question=True)


def on_a_page(said: Quotation) -> ui.LayoutView:
    return replies.page([said], 0, "**Is it?**")


def in_news(said: Quotation) -> ui.LayoutView:
    return replies.news(answer([said], question=said.text), LINK)


def in_verification(said: Quotation) -> ui.LayoutView:
    return make_verification_view(verify(said, Verdict.VERBATIM, marked=((said.text, said.text),)), replies)


def in_difference(said: Quotation) -> ui.LayoutView:
    differing = verify(said, Verdict.DIFFERS, difference=(("replace", said.text, said.text),))
    return make_verification_view(differing, replies)


def verify(said: Quotation, verdict: Verdict, **known: Any) -> Verification:
    return Verification(text=said.text, verdict=verdict, quotation=said, documents=1, took_ms=1.0, **known)


def in_document(said: Quotation) -> ui.LayoutView:
    source = document(title=said.title, author=said.author, publisher=said.publisher)
    return SourceViews(PARTIES).document(DocumentDetails(source, said, Counter({said.speaker: 2, None: 1})))


KINDS: Final[dict[str, Callable[[Quotation], ui.LayoutView]]] = {
    "answer": in_answer,
    "silence": in_silence,
    "page": on_a_page,
    "news": in_news,
    "verification": in_verification,
    "difference": in_difference,
    "document": in_document,
}


def make_hostile(text: str, other: str, spans: Sequence[tuple[int, int]] = ()) -> Quotation:
    """A quotation of hostile words from a hostile source."""
    return quotation(
        text, answering=spans, title=other, author=f"{other}a", publisher=f"{other}b", speaker=f"{other}c"
    )


def choose_spans(text: str, edges: Sequence[int]) -> list[tuple[int, int]]:
    """Words of a text, in order, that do not overlap; they may touch."""
    bounds = sorted(edge % (len(text) + 1) for edge in edges)
    return [
        pair for number, pair in enumerate(pairwise(bounds)) if number != 1 and text[slice(*pair)].strip()
    ]


@pytest.mark.parametrize("kind", KINDS)
@given(hostile_texts, hostile_texts, st.lists(st.integers(0, 200), max_size=4))
@example("one two", "A", [0, 3, 3, 7])
@example("1# Head", "A", [1, 4])
@example("<U+202E>\u202eesrever\u202c", "A", [2, 3])
@example("\n".join(MEANINGFUL[::2]), " ".join(MEANINGFUL[1::2]), [])
@example("\n".join(MEANINGFUL[1::2]), " ".join(MEANINGFUL[::2]), [])
@settings(max_examples=25)
def test_any_quotation_from_any_source_is_displayed_as_its_slice(
    kind: str, text: str, other: str, edges: list[int]
) -> None:
    view = KINDS[kind](make_hostile(text, other, choose_spans(text, edges)))

    assert [seen(text)] == displayed(view)
    assert meanings(view) <= OWN | OWN_OF_KIND.get(kind, set())


@settings(max_examples=examples(40))
@given(hostile_texts, hostile_texts, hostile_texts, st.sampled_from(["", " ", "\n", "\n\n"]))
def test_any_context_is_displayed_as_its_slice(before: str, text: str, after: str, gap: str) -> None:
    said = quotation(text)
    whole = f"{before}{gap}{text}{gap}{after}"
    context = Context(
        quotation=said, before=before + gap, after=gap + after, start=0, end=len(whole), more=False
    )

    view = replies.context(context, may_widen=False)

    assert view is not None
    assert [seen(whole)] == displayed(view)
    bold = "".join(p.text for p in display(layouts.texts(view)[1]) if BOLD in p.styles)
    assert "".join(seen(text).split()) == "".join(bold.split())
    assert meanings(view) <= OWN


@given(hostile_texts, hostile_texts)
@settings(max_examples=examples(40))
def test_any_citation_can_be_copied_as_it_is_and_shown_as_its_slice(text: str, other: str) -> None:
    citation = cite(make_hostile(text, other))

    assert seen(text) == quoted(citation.markdown)
    assert styles(citation.markdown) <= {QUOTE}
    assert citation.plain.startswith(f"“{text}”")
    if citation.fits:
        assert [citation.plain, citation.markdown] == in_code(citation.lay_out())


@given(hostile_texts, hostile_texts)
@settings(max_examples=examples(40))
def test_any_list_of_sources_displays_the_beginning_of_each_quotation(text: str, other: str) -> None:
    view = replies.sources([make_hostile(text, other)])

    assert seen(text).startswith(seen(quoted(layouts.texts(view)[1])).rstrip())
    assert meanings(view) <= OWN


# What needs a record to be laid out


@pytest.fixture(scope="module")
def pages(index: Index) -> QuoteViews:
    return QuoteViews(async_index=AsyncIndex(index, concurrency=1), views=AnswerViews(index.parties))


@pytest.fixture(scope="module")
def draft(index: Index) -> Draft:
    return make_draft(index, expires=datetime.now(UTC))


@given(text=hostile_texts, other=hostile_texts)
@settings(max_examples=examples(40))
def test_any_quotation_of_the_day_is_displayed_as_its_slice(pages: QuoteViews, text: str, other: str) -> None:
    view = pages.daily(make_hostile(text, other))

    assert [seen(text)] == displayed(view)
    assert meanings(view) <= OWN


@given(text=hostile_texts, other=hostile_texts)
@settings(max_examples=examples(40))
def test_any_preview_displays_how_the_text_begins(draft: Draft, text: str, other: str) -> None:
    source = {"title": other, "author": other, "publisher": other, "kind": Kind.ARTICLE}
    preview = draft.preview.model_copy(
        update={"beginning": text, "source": source, "speakers": (other,), "quotations": 1}
    )
    changed = Draft(**{**{n: getattr(draft, n) for n in draft.__slots__}, "preview": preview})

    view = AddViews(PARTIES).preview(changed)

    (shown,) = displayed(view)
    assert seen(text).startswith(shown)
    assert seen(text) == shown or len(shown) > 100
    assert styles("\n".join(layouts.texts(view)[1:-1])) <= OWN


# The model of Discord's Markdown


@pytest.mark.parametrize(
    ("written", "style"),
    [
        ("**a**", "bold"),
        ("*a*", "italics"),
        ("_a_", "italics"),
        ("__a__", "underlined"),
        ("~~a~~", "struck"),
        ("||a||", "spoiler"),
        ("`a`", "code"),
        ("```\na\n```", "code block"),
        ("# a", "heading"),
        ("-# a", "small"),
        ("- a", "list"),
        ("7. a", "list"),
        ("> a", "quote"),
        (">>> a", "quote"),
        ("<@1>", "mention"),
        ("@here", "mention"),
        ("<id:browse>", "mention"),
        ("</ask:1>", "mention"),
        ("<t:1:R>", "timestamp"),
        (":a:", "emoji"),
        ("<a:b:1>", "emoji"),
        ("[a](https://b.c)", "link"),
        ("https://b.c/_d_", "link"),
        ("<https://b.c>", "link"),
    ],
)
def test_the_model_sees_what_discord_would(written: str, style: str) -> None:
    assert {style} == styles(written)
