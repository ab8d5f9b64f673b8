"""Editorial marks: ellipses and brackets, and the words that they may replace."""

import pytest

from index.verification.editorial_marks import MAX_GAP_CHARS, cut_at_marks, find_pieces, find_words

TEXT = (
    'He said that Cloudflare does not host the sites, cannot block them, and is hosting no files. "The end."'
)


def find(words: str, text: str = TEXT) -> tuple[str, list[tuple[str, str]]] | None:
    found = find_pieces(text, cut_at_marks(words))
    return found and (
        text[found.start : found.end],
        [(mark, text[slice(*gap)].strip()) for mark, gap in found.gaps],
    )


@pytest.mark.parametrize(
    ("words", "span", "gaps"),
    [
        ("does not host ... cannot block", "does not host the sites, cannot block", [("...", "the sites,")]),
        (
            "does not host [...] them",
            "does not host the sites, cannot block them",
            [("[...]", "the sites, cannot block")],
        ),
        ("[T]hat Cloudflare does", "that Cloudflare does", [("[T]", "t")]),
        ("[t]he end", "The end", [("[t]", "T")]),
        ("and is host[s] no", "and is hosting no", [("[s]", "ing")]),
        ("[the firm] does not host", "does not host", [("[the firm]", "")]),
        ("that [the firm] does not", "that Cloudflare does not", [("[the firm]", "Cloudflare")]),
        ("does not [sic] host", "does not host", [("[sic]", "")]),
    ],
)
def test_marks_stand_for_words_of_the_record(words: str, span: str, gaps: list[tuple[str, str]]) -> None:
    assert (span, gaps) == find(words)


@pytest.mark.parametrize(
    "words",
    [
        "cannot block ... does not host",  # the other order
        "[S]hat Cloudflare does",  # another letter
        "does [sic] host",  # a note that hides a word
        "does not host ... block the",
        "hat Cloudflare ... cannot block",  # the rest of a word, which nothing marks
        "does not host the [...] te",
    ],
)
def test_marks_do_not_stand_for_anything(words: str) -> None:
    assert find(words) is None


def test_words_left_out_are_not_left_out_over_any_distance() -> None:
    near, far = (
        f"It begins here {'x ' * (length // 2)}and ends here."
        for length in (MAX_GAP_CHARS - 10, MAX_GAP_CHARS + 10)
    )

    assert find("It begins here ... and ends here", near)
    assert find("It begins here ... and ends here", far) is None


def test_a_later_place_is_found_where_the_first_leads_nowhere() -> None:
    text = f"Alpha one. {'x ' * MAX_GAP_CHARS} Alpha one. Beta two. {'y ' * 20} Gamma three."

    assert find("Alpha one. ... Gamma three.", text)


@pytest.mark.parametrize("words", ["ot host the", "the site", "host the sites, canno", "files. the"])
def test_a_part_of_a_word_is_not_found(words: str) -> None:
    assert find_words(TEXT, words) is None


def test_a_long_text_may_be_cut_off_within_a_word_but_not_within_a_number() -> None:
    text = f"Start {'and so it goes on ' * 60} until 2019 at the latest."

    assert find_words(text, text[2:-4])
    assert find_words(text, text[: text.index("19 at")]) is None
