"""Citations, whatever is quoted."""

from typing import Final
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.answers.citation import cite
from bot.markdown import read_back
from index.domain.web_address import is_web_address
from tests.bot import layouts
from tests.bot.answers.test_views import quotation
from tests.bot.hostile import seen


@given(st.text(min_size=1, max_size=2500))
def test_both_forms_hold_the_very_words(text: str) -> None:
    cited = cite(quotation(text, link="https://example.org/#a", speaker="A*b", published="2019"))

    quoted = cited.markdown.rpartition("\n— ")[0]
    assert cited.plain.startswith(f"“{text}”\n— A*b, A letter, 2019, ID aaaaaaaa\nhttps://example.org/#a")
    assert text == read_back(quoted)
    if cited.fits:
        layouts.check_limits(cited.lay_out())


READER: Final = MarkdownIt("commonmark")


def read_links(markdown: str) -> list[tuple[str, str]]:
    """The address and the words of each link that CommonMark sees."""
    found: list[tuple[str, str]] = []
    for token in (child for block in READER.parse(markdown) for child in block.children or ()):
        if token.type == "link_open":
            found.append((unquote(str(token.attrs["href"])), ""))
        elif token.type == "text" and found:
            found[-1] = (found[-1][0], found[-1][1] + token.content)
        elif token.type == "link_close":
            break
    return found


marks = st.text(alphabet="\\[]()<>!*_`~&;#:/.\"' \n\u202eab1", min_size=1, max_size=30)
titles = (st.text(min_size=1) | marks).filter(str.strip)
addresses = (marks | st.text(max_size=20)).map("https://example.org/{}".format).filter(is_web_address)


@given(titles, addresses)
@example("Statement](https://evil.example/) [see", "https://example.org/")
@example("a", "https://example.org/>) [b](https://evil.example/)".replace(" ", ""))
@example("&lt;b&gt;", "https://example.org/?a&lt;b")
def test_a_copied_citation_has_one_link_from_the_title_to_the_address(title: str, address: str) -> None:
    cited = cite(quotation("One.", title=title, link=address, author=title, publisher=title))

    [(target, words)] = read_links(cited.markdown)
    assert unquote(address) == target
    assert " ".join(seen(title).split()) == words


@pytest.mark.parametrize("address", ["https://", "https://[::1", "https://a:b@example.org/"])
def test_what_is_no_address_is_not_linked(address: str) -> None:
    cited = cite(quotation("One.", link=address))

    assert [] == read_links(cited.markdown)


def test_no_name_turns_the_line_that_cites_it() -> None:
    cited = cite(quotation("One.", title="The\u202eIBF", author="A\nB", publisher="\u2067C"))

    assert "— A B, The<U+202E>IBF, <U+2067>C, ID aaaaaaaa" in cited.plain


def test_what_would_end_a_code_block_comes_in_a_file() -> None:
    assert cite(quotation("a ``` b")).fits is False
    assert cite(quotation("a `` b")).fits is True
    assert "“a ``` b”" in cite(quotation("a ``` b")).to_file().fp.read().decode()
