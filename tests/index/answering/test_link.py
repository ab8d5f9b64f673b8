"""Links that open a page at the quoted words (`#:~:text=`), or a PDF file at a page (`#page=`)."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given

from index.answering.link import link_to_page, link_to_words
from tests.index.texts import texts

PAGE = "https://example.org/letter"


@pytest.mark.parametrize(
    ("text", "directive"),
    [
        ("It cannot block them.", "It%20cannot%20block%20them."),
        ("a b c d e f g h i j k l", "a b c d e f g h i j k l"),
        ("a b c d e f g h i j k l m", "a b c d e f,h i j k l m"),
        ("“Yes, no & maybe”", "%E2%80%9CYes%2C%20no%20%26%20maybe%E2%80%9D"),
        ("content-delivery", "content%2Ddelivery"),
        ("two\nlines  and\ttabs", "two lines and tabs"),
        ("50% #1 a/b a+b ?", "50%25%20%231%20a%2Fb%20a%2Bb%20%3F"),
        ("שלום", "%D7%A9%D7%9C%D7%95%D7%9D"),
    ],
)
def test_a_short_quotation_is_linked_whole_and_a_long_one_by_its_ends(text: str, directive: str) -> None:
    assert f"{PAGE}#:~:text={directive.replace(' ', '%20')}" == link_to_words(PAGE, text)


def test_a_place_on_the_page_is_kept() -> None:
    assert f"{PAGE}#part:~:text=One." == link_to_words(f"{PAGE}#part", "One.")


@pytest.mark.parametrize("url", [PAGE, f"{PAGE}#", f"{PAGE}#page=9", f"{PAGE}#part"])
def test_a_file_is_opened_at_a_page_whatever_place_its_address_names(url: str) -> None:
    assert f"{PAGE}#page=3" == link_to_page(url, 3)


@given(texts.filter(str.strip))
def test_no_character_of_the_words_can_end_or_change_the_directive(text: str) -> None:
    link = link_to_words(PAGE, text)

    fragment = urlsplit(link).fragment
    directive = fragment.removeprefix(":~:text=")
    assert directive != fragment
    assert not set(directive) & set("-&# \n")
    words = text.split()
    ends = [unquote(end).split() for end in directive.split(",")]
    assert ([words] if len(words) <= 12 else [words[:6], words[-6:]]) == ends
