"""Layouts for correcting and erasing documents: whatever stands in them, Discord takes them."""

import pytest

from bot.documents.views import ITEMS_PER_PAGE, DocumentViews
from bot.markdown import escape
from bot.strings import add_document as adding_words
from bot.strings import answers as answer_words
from bot.strings import documents as words
from index import DirectQuotation, Document, Quotation
from index.domain.document import Kind
from index.domain.party import Parties, Party
from tests.bot import layouts

HOSTILE = "**[x](https://a.b)** @everyone <@7> ||`#`|| " * 24
SIDES = Parties(parties={f"side{n}": Party(name="_*" * 60) for n in range(40)})


@pytest.fixture
def document() -> Document:
    return Document(
        id="abcdefgh",
        version=1234,
        scope="1" * 20,
        title=HOSTILE[:1000],
        author=HOSTILE[:1000],
        publisher=HOSTILE[:1000],
        published="2020-09-30",
        url=f"https://a.b/{'<>' * 900}",
        party="side7",
        media_type="text/plain",
        original="",
        sha256="",
        added="2026-01-02T03:04:05+00:00",
        text="",
    )


def said(document: Document, number: int) -> DirectQuotation:
    quotation = Quotation(
        id=f"{number:016d}",
        text=HOSTILE,
        document_id=document.id,
        start=0,
        end=len(HOSTILE),
        speaker=HOSTILE[:200],
        party="none",
        title=document.title,
        kind=Kind.ARTICLE,
        score=0.0,
    )
    return DirectQuotation(words=HOSTILE, quotation=quotation)


def test_every_layout_keeps_within_what_discord_takes(document: Document) -> None:
    replies = DocumentViews(SIDES)
    pages = [said(document, number) for number in range(99_999, 99_999 + 3 * ITEMS_PER_PAGE)]
    wrong = "\n".join(adding_words.problem(name, escape("*" * 100)) for name in ("title", "published", "url"))
    notice = words.attributed(escape("*" * 60), escape("*" * 60))

    for view in (
        replies.document(document, wrong, again="0" * 16),
        replies.document(document, words.changed(list(words.FIELDS))),
        replies.speakers(document, pages, ITEMS_PER_PAGE, notice),
        replies.erasure(document, "0" * 16, quotations=99_999, reason="*" * 300),
        replies.failed("x" * 500, "0" * 16),
    ):
        layouts.check_limits(view)


def test_nothing_that_is_stated_means_something_to_discord(document: Document) -> None:
    told = layouts.text(DocumentViews(SIDES).document(document))

    assert not {"@everyone", "<@7>", "[x]("} & set(told.split())
    assert "\\@everyone" in told


def test_a_page_that_does_not_exist_is_the_last_one(document: Document) -> None:
    view = DocumentViews(SIDES).speakers(document, [said(document, n) for n in range(9)], 99_999)

    assert "9–9 of 9 quotations" in layouts.text(view)
    assert [answer_words.PREVIOUS, words.BACK] == layouts.labels(view)
