"""PDF files: paragraphs out of lines, columns and pages, each offset with its page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import EmptyDocument, UnreadableDocument
from index.reading.extracted_text import ExtractedText
from index.reading.pdf.reader import read_pdf
from tests.index.reading.made_files import SENTENCES, Drawn, make_pdf, set_lines, write_pdf
from tests.strength import examples

FULL = "The office publishes its list every year in spring, and all"
"""A line that fills a column."""


def show(reading: ExtractedText) -> list[str]:
    return [f"{'# ' if b.is_heading else ''}{reading.text[b.start : b.end]}" for b in reading.blocks]


def read(*pages: list[Drawn]) -> ExtractedText:
    return read_pdf(make_pdf(pages), "a.pdf")


def test_the_lines_of_a_paragraph_are_joined() -> None:
    page = set_lines(
        [FULL, "who are named on it may answer to it, if they answer within", "a month.", "Few do."]
    )

    expected = [f"{FULL} who are named on it may answer to it, if they answer within a month.", "Few do."]
    assert expected == show(read(page))


def test_a_gap_ends_a_paragraph() -> None:
    page = [*set_lines([FULL, FULL]), *set_lines([FULL], top=300)]

    assert [f"{FULL} {FULL}", FULL] == show(read(page))


def test_an_indented_line_after_a_full_stop_begins_a_paragraph() -> None:
    lines = set_lines([FULL, f"{FULL[:-3]}it."])
    page = [*lines, *set_lines([FULL[:-8]], top=316, left=55), *set_lines(["and more."], top=304)]

    assert [f"{FULL} {FULL[:-3]}it.", f"{FULL[:-8]} and more."] == show(read(page))


def test_larger_letters_and_bold_lines_are_headings() -> None:
    page = [
        (40, 370, 16, "A list"),
        (40, 340, -10, "What it says"),
        *set_lines([FULL, "who are named on it answer."], top=320),
    ]

    assert ["# A list", "# What it says", f"{FULL} who are named on it answer."] == show(read(page))


@pytest.mark.parametrize(
    ("end", "begin", "joined"),
    [
        ("publi-", "shes", "publishes"),
        ("well-", "known", "well-known"),
        ("USTR-", "2019", "USTR-2019"),
        ("Anti-", "American", "Anti-American"),
        ("pre-", "and post-war", "pre- and post-war"),
        ("https://a.example/the-", "list", "https://a.example/the-list"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_is_mended(end: str, begin: str, joined: str) -> None:
    page = set_lines([f"The office of the state and of the people there {end}", f"{begin} it."])

    assert [f"The office of the state and of the people there {joined} it."] == show(read(page))


def test_what_the_other_lines_write_decides_on_a_hyphen() -> None:
    page = set_lines([FULL, "and they say re-cover, for they mean it and they say re-", "cover again."])

    assert "say re-cover again" in read(page).text


def test_running_heads_and_page_numbers_are_dropped() -> None:
    pages = [
        [(40, 385, 8, "The yearly list"), *set_lines([SENTENCES[number]]), (150, 15, 8, f"Page {number + 7}")]
        for number in range(3)
    ]

    assert list(SENTENCES[:3]) == show(read(*pages))


def test_the_rows_of_a_table_over_several_pages_are_kept() -> None:
    rows = ["2016 51 21", "2017 48 25", "2018 44 33"]
    pages = [[(40, 375, 10, row), *set_lines([SENTENCES[number]])] for number, row in enumerate(rows)]

    assert [words for pair in zip(rows, SENTENCES, strict=False) for words in pair] == show(read(*pages))


def test_the_same_words_in_the_middle_of_two_pages_are_kept() -> None:
    assert 2 == read(set_lines([FULL]), set_lines([FULL])).text.count(FULL)


def test_a_heading_that_begins_two_pages_is_kept() -> None:
    pages = [[(40, 380, 16, f"Chapter {number}"), *set_lines([FULL])] for number in (1, 2)]
    pages += [set_lines([FULL])] * 2

    assert "Chapter 1" in read(*pages).text


def test_columns_are_read_one_after_the_other_and_a_paragraph_runs_on_across_them() -> None:
    left = set_lines(["The office publishes", "a list every year,", "and those who are"], size=8)
    right = set_lines(["named on it may say", "what they think."], left=160, size=8)

    expected = [
        "The office publishes a list every year, and those who are named on it may say what they think."
    ]
    assert expected == show(read([*left, *right]))


def test_a_paragraph_runs_on_across_pages_and_its_pages_are_known() -> None:
    reading = read(set_lines([FULL]), set_lines(["who are named on it answer."]))

    assert [f"{FULL} who are named on it answer."] == show(reading)
    assert (1, 2) == (
        reading.page_of(reading.text.index("spring")),
        reading.page_of(reading.text.index("who")),
    )


def test_a_note_at_the_foot_stands_after_the_paragraph_that_it_interrupts() -> None:
    note = [(40, 60, 6, "1"), (44, 57, 8, "The docket is open to all.")]
    reading = read([*set_lines([FULL]), *note], set_lines(["who are named on it answer."]))

    assert [f"{FULL} who are named on it answer.", "¹The docket is open to all."] == show(reading)
    assert [1, 2, 1] == [reading.page_of(reading.text.index(words)) for words in ("The", "who", "docket")]


def test_an_item_of_a_list_is_a_paragraph() -> None:
    page = set_lines([FULL, "\x95 First, all who host them.", "\x95 Second, all who name them."])

    assert 3 == len(read(page).blocks)


def test_the_title_and_author_that_a_file_states_are_found() -> None:
    raw = make_pdf([set_lines(SENTENCES)], info="/Title (A letter) /Author (Ann Archer)")

    assert {"title": "A letter", "author": "Ann Archer"} == read_pdf(raw, "a.pdf").found


@pytest.mark.parametrize("title", ["", "Microsoft Word - letter_v3.doc", "untitled", "letter.indd"])
def test_a_heading_stands_in_for_a_title_that_is_none(title: str) -> None:
    raw = make_pdf([[(40, 380, 16, "A letter"), *set_lines(SENTENCES)]], info=f"/Title ({title})")

    assert {"title": "A letter"} == read_pdf(raw, "a.pdf").found


def test_a_file_with_pictures_only_is_refused() -> None:
    with pytest.raises(EmptyDocument, match=r"^a\.pdf is a scan without text\."):
        read([], [])


def test_a_file_without_pages_is_refused() -> None:
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"]

    with pytest.raises(UnreadableDocument):
        read_pdf(write_pdf(objects), "a.pdf")


def test_a_file_that_asks_for_a_password_is_refused() -> None:
    locked = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>"
    raw = make_pdf([set_lines(SENTENCES)], trailer=f"{locked} /ID [<00> <00>]")

    with pytest.raises(UnreadableDocument, match=r"^a\.pdf is encrypted\."):
        read_pdf(raw, "a.pdf")


@pytest.mark.parametrize("raw", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"nonsense " * 100])
def test_a_damaged_file_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"^a\.pdf is damaged"):
        read_pdf(raw, "a.pdf")


def test_a_file_that_does_not_say_what_its_shapes_mean_is_refused() -> None:
    system = "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    inner = f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Strange {system} /DW 500 >>"
    stream = "BT /F1 10 Tf 1 0 0 1 40 300 Tm <" + "".join(f"{n:04x}" for n in range(700, 760)) + "> Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Strange /Encoding /Identity-H "
        f"/DescendantFonts [ {inner} ] >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents 4 0 R "
        "/Resources << /Font << /F1 3 0 R >> >> >>",
    ]
    raw = write_pdf(objects)

    with pytest.raises(UnreadableDocument, match="has no readable text layer"):
        read_pdf(raw, "a.pdf")


WORDS = st.text(st.sampled_from("abcdefghij"), min_size=1, max_size=9)


@settings(max_examples=examples(30))
@given(
    st.lists(
        st.lists(st.lists(WORDS, min_size=1, max_size=7), min_size=1, max_size=9), min_size=1, max_size=3
    )
)
def test_every_word_comes_once_in_order_on_its_page(pages: list[list[list[str]]]) -> None:
    drawn = [set_lines([" ".join(line) for line in page], top=340) for page in pages]
    reading = read(*drawn)

    written = [word for page in pages for line in page for word in line]
    assert written == reading.text.split()
    offset = 0
    for number, page in enumerate(pages, 1):
        for word in (word for line in page for word in line):
            offset = reading.text.index(word, offset)
            assert number == reading.page_of(offset)
            offset += len(word)
