"""Citations, whatever is quoted."""

from hypothesis import given
from hypothesis import strategies as st

from bot.citation import cite
from bot.markdown import read_back
from tests.bot import layouts
from tests.bot.test_replies import quotation


@given(st.text(min_size=1, max_size=2500))
def test_both_forms_hold_the_very_words(text: str) -> None:
    cited = cite(quotation(text, link="https://example.org/#a", speaker="A*b", published="2019"))

    quoted = cited.markdown.rpartition("\n— ")[0]
    assert cited.plain.startswith(f"“{text}”\n— A*b, A letter, 2019, ID aaaaaaaa\nhttps://example.org/#a")
    assert text == read_back(quoted)
    if cited.fits:
        layouts.check_limits(cited.lay_out())


def test_what_would_end_a_code_block_comes_in_a_file() -> None:
    assert cite(quotation("a ``` b")).fits is False
    assert cite(quotation("a `` b")).fits is True
    assert "“a ``` b”" in cite(quotation("a ``` b")).to_file().fp.read().decode()
