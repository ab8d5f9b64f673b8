"""What `verify` prints."""

import pytest

from index.cli.verification_output import describe_verdict, draw_difference
from index.domain.answer import Verification
from tests.index.cli.conftest import Filled, Run

WORDS = "Cloudflare does not host the referenced websites"


def test_verbatim_words_are_shown_with_their_source(run: Run, filled: Filled) -> None:
    result = run("verify", f"“{WORDS}”")

    assert (0, "") == (result.status, result.err)
    lines = [line.strip() for line in result.out.splitlines()]
    assert ["Verbatim.", "", f"“{WORDS}.”"] == lines[:3]
    assert lines[3].startswith("— Doug Kramer")


def test_a_difference_is_readable_without_colour(run: Run, filled: Filled) -> None:
    result = run("verify", "Cloudflare does host the listed websites.")

    assert 0 == result.status
    assert result.out.startswith("Differs: [-pasted-] {+on the record+}\n")
    assert "  Cloudflare does {+not+} host the [-listed-] {+referenced+} websites. " in result.out
    assert f"“{WORDS}.”" in result.out


def test_what_marks_stand_for_is_told(run: Run, filled: Filled) -> None:
    out = run("verify", "[C]loudflare does … host the referenced websites").out

    assert (
        "Verbatim, with the changes that are marked.\n  [C] stands for “C”\n  ... stands for “not”\n" in out
    )


def test_a_splice_is_called_that_with_its_places(run: Run, filled: Filled) -> None:
    out = run("verify", f"{WORDS} and names thirty-eight markets online. Storks build their nests").out
    spliced = run("verify", f"{WORDS}. The yearly report names thirty-eight markets online.").out

    assert "Spliced" not in out
    assert spliced.startswith("Spliced: these words stand in 2 places, not together.")
    assert "Letter to the office" in spliced
    assert "Report on the markets" in spliced


def test_other_words_are_not_on_the_record(run: Run, filled: Filled) -> None:
    result = run("verify", "Nobody has ever hosted any websites on a chimney")

    assert 0 == result.status
    assert result.out.startswith("Not on the record.\nNearest, which is not the same:\n")


def test_as_json_it_is_one_object(run: Run, filled: Filled) -> None:
    found = run("verify", "Cloudflare does host the referenced websites", "--json").json

    assert set(Verification.model_fields) == set(found)
    assert ("differs", None) == (found["verdict"], found["nearest"])
    assert [
        ["equal", "Cloudflare does", "Cloudflare does"],
        ["insert", "", "not"],
        ["equal", "host the referenced websites", "host the referenced websites"],
    ] == found["difference"]
    assert f"{WORDS}." == found["quotation"]["text"]


@pytest.mark.parametrize("text", ["websites", "?!? ?!? ?!?", "x" * 2001])
def test_what_cannot_be_looked_up_is_told_in_a_sentence(run: Run, filled: Filled, text: str) -> None:
    result = run("verify", text[:7] if text == "websites" else text)

    assert (1, "") == (result.status, result.out)
    assert result.err.strip().endswith((".", "time."))


def test_words_in_brackets_are_shown_as_they_are() -> None:
    drawn = draw_difference([("equal", "[a]", "[a]"), ("replace", "b", "[red]c"), ("equal", ", d", ", d")])

    assert "[a] [-b-] {+[red]c+}, d" == drawn.plain


def test_marks_and_capitals_are_told_from_words() -> None:
    verification = Verification(text="x", verdict="differs", same_words=True, took_ms=1)

    assert "Differs, in marks or capitals only." == describe_verdict(verification)


def test_what_a_difference_is_hidden_in_is_shown(run: Run, filled: Filled) -> None:
    out = run("verify", "Cloudflare does not host\u200f the referenced websites").out

    assert "Cloudflare does not host [-<U+200F>-] the referenced websites" in out
