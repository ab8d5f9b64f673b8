"""What is shown of a verification, whatever was pasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.verification_view import draw_difference, make_verification_view
from bot.answers.views import AnswerViews
from index import Verdict, Verification
from index.domain.answer import DiffOp
from index.domain.party import Parties
from tests.bot import layouts
from tests.bot.answers.test_views import quotation

REPLIES = AnswerViews(Parties())
texts = st.text(min_size=1, max_size=1500)
changes = st.tuples(st.sampled_from(["equal", "replace", "insert", "delete"]), texts, texts)
quotations = st.builds(quotation, texts, number=st.integers(0, 25))


@given(
    text=st.text(min_size=8, max_size=2000),
    verdict=st.sampled_from(Verdict),
    difference=st.lists(changes, max_size=9),
    marked=st.lists(st.tuples(texts, st.text(max_size=1500)), max_size=9),
    found=st.lists(quotations, max_size=9),
    superseded=st.none() | st.builds(quotation, texts, id=st.just("zzzzzzzz")),
)
def test_anything_fits_into_a_message(
    text: str,
    verdict: Verdict,
    difference: list[DiffOp],
    marked: list[tuple[str, str]],
    found: list[object],
    superseded: object,
) -> None:
    verification = Verification.model_construct(
        text=text,
        verdict=verdict,
        difference=tuple(difference),
        marked=tuple(marked),
        quotation=found[0] if found else None,
        nearest=None,
        spliced=tuple(found[1:]),
        superseded=superseded,
        documents=len(found),
        same_words=False,
        took_ms=1.0,
    )

    layouts.check_limits(make_verification_view(verification, REPLIES))


@given(st.lists(changes, min_size=1, max_size=9))
def test_no_words_end_the_code_block_that_they_are_shown_in(difference: list[DiffOp]) -> None:
    shown = draw_difference([(kind, f"```{theirs}", f"{ours}```") for kind, theirs, ours in difference])

    assert 2 == shown.count("```")
    lines = shown.splitlines()
    assert all(line[:2] in ("  ", "- ", "+ ") for line in lines[1 : lines.index("```")])


@pytest.mark.parametrize(("words", "is_whole"), [(25, True), (26, False)])
def test_of_a_long_run_that_is_the_same_only_the_ends_are_shown(words: int, is_whole: bool) -> None:
    run = [f"w{number}" for number in range(words)]
    shown = draw_difference([("insert", "", "one"), ("equal", "", " ".join(run)), ("insert", "", "two")])

    assert run[:12] + run[-12:] == [word for word in shown.split() if word in {*run[:12], *run[-12:]}]
    assert is_whole == (run[12] in shown.split())


def test_what_a_difference_is_hidden_in_is_shown() -> None:
    shown = draw_difference([("replace", "41\u200f boats\u202e", "41 boats")])

    assert "- 41<U+200F> boats<U+202E>\n+ 41 boats" in shown
