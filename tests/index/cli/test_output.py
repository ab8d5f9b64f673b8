"""Documents and quotations as printed on a terminal."""

import json

import pytest

from index import Certainty
from index.cli.options import err
from index.cli.output import (
    describe_source,
    describe_verdict,
    draw_difference,
    print_answer,
    print_document,
    print_documents,
    print_json,
)
from index.domain.answer import Answer, Quotation, Verification
from index.domain.document import Document, Kind
from index.domain.party import Parties, Party
from tests.index.cli.conftest import Filled, Run

PARTIES = Parties(parties={"cloudflare": Party(name="Cloudflare")})


def quote(**source: object) -> Quotation:
    values = {"title": "Letter", "kind": Kind.LETTER, "party": "none", **source}
    return Quotation.model_validate(
        {
            "id": "abcd2345",
            "text": "It [cannot] block *them*.",
            "document_id": "a",
            "start": 0,
            "end": 25,
            "score": 1,
        }
        | values
    )


def answer(*quotations: Quotation, nearest: tuple[Quotation, ...] = ()) -> Answer:
    return Answer(
        question="?",
        answered=bool(quotations),
        confidence=0.87,
        certainty=Certainty.CLEAR if quotations else Certainty.SILENT,
        quotations=quotations,
        nearest=nearest,
        took_ms=12.3,
    )


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (
            {
                "speaker": "Ann",
                "author": "Ann",
                "party": "cloudflare",
                "publisher": "P",
                "published": "2019-10",
            },
            '— Ann (Cloudflare), in "Letter", P, 2019-10',
        ),
        ({"kind": Kind.ARTICLE, "author": "Ben"}, '— unattributed, in "Letter", by Ben'),
        ({"kind": Kind.ARTICLE}, '— unattributed, in "Letter"'),
        ({"party": "riaa"}, '— unattributed, in "Letter"'),
        (
            {"kind": Kind.BRIEFING, "author": "On the Record", "published": "2019"},
            "— this project's briefing on events up to 2019: Letter",
        ),
        ({"kind": Kind.BRIEFING}, "— this project's briefing: Letter"),
        ({"published": "2019", "page": 3}, '— unattributed, in "Letter", 2019, page 3'),
        ({"kind": Kind.BRIEFING, "page": 3}, "— this project's briefing: Letter, page 3"),
    ],
)
def test_a_source_is_one_line_that_never_guesses_the_speaker(source: dict[str, object], line: str) -> None:
    assert line == describe_source(quote(**source), PARTIES)


def test_an_answer_shows_the_words_as_they_are_with_source_link_and_id(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_answer(answer(quote(link="https://example.org/a#:~:text=It")), PARTIES)

    out = capsys.readouterr().out
    assert "“It [cannot] block *them*.”" in out
    assert "https://example.org/a#:~:text=It" in out
    assert "abcd2345" in out
    assert "1 quotation · clear · confidence 0.87 · 12 ms" in out


def test_silence_is_told_and_what_is_nearest_is_no_answer(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(answer(nearest=(quote(),)), PARTIES)

    out = capsys.readouterr().out
    assert out.startswith(
        "The record does not answer this.\nClosest passages (these do not answer your question):"
    )
    assert "“It [cannot] block *them*.”" in out
    assert "quotation ·" not in out


def test_silence_without_anything_near_is_told_alone(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(answer(), PARTIES)

    assert "The record does not answer this.\n\nconfidence 0.87 · 12 ms\n" == capsys.readouterr().out


def test_a_document_is_shown_with_its_text_unchanged(capsys: pytest.CaptureFixture[str]) -> None:
    document = Document(
        title="[A]",
        id="abc",
        version=1,
        media_type="text/plain",
        original="0",
        sha256="0",
        added="",
        text="[b] *c*\n:x:",
    )

    print_document(document)
    print_documents([document], PARTIES)

    out = capsys.readouterr().out
    assert "[b] *c*\n:x:\n" in out


@pytest.mark.parametrize("title", ["[red]A", "A [/b]", ":smile:"])
def test_a_title_in_brackets_is_shown_in_the_table_as_it_is(
    capsys: pytest.CaptureFixture[str], title: str
) -> None:
    document = Document(
        title=title,
        id="abc",
        version=1,
        media_type="text/plain",
        original="0",
        sha256="0",
        added="",
        text="b",
    )

    print_documents([document], PARTIES)

    assert title in capsys.readouterr().out


def test_json_is_one_line_and_keeps_every_character(capsys: pytest.CaptureFixture[str]) -> None:
    print_json(quote(text="“é”\n\0🇫🇷"))

    out = capsys.readouterr().out
    assert (1, "“é”\n\0🇫🇷") == (len(out.splitlines()), json.loads(out)["text"])


HIDDEN = "\x1b[2J\u202eIBF\x9b"
SHOWN = "<U+001B>[2J<U+202E>IBF<U+009B>"


def test_nothing_in_a_text_moves_the_terminal_or_turns_its_lines(capsys: pytest.CaptureFixture[str]) -> None:
    print_answer(answer(quote(text=HIDDEN, title=HIDDEN, speaker=HIDDEN, publisher=HIDDEN)), PARTIES)
    err.print(f"{HIDDEN} cannot be read.", markup=False)

    printed = capsys.readouterr()
    shown = (printed.out + printed.err).replace("\n", "").replace(" ", "")
    assert not {"\x1b", "\u202e", "\x9b"} & set(shown)
    assert 5 == shown.count(SHOWN)


def test_one_object_is_the_same_with_what_is_hidden_by_its_number(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"title": f"é{HIDDEN}\u200f"})

    printed = capsys.readouterr().out
    assert '{"title": "é\\u001b[2J\\u202eIBF\\u009b\\u200f"}\n' == printed
    assert {"title": f"é{HIDDEN}\u200f"} == json.loads(printed)


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
    assert result.out.startswith("Differs: [-only in your text-] {+only in the record+}\n")
    assert "  Cloudflare does {+not+} host the [-listed-] {+referenced+} websites. " in result.out
    assert f"“{WORDS}.”" in result.out


def test_what_marks_stand_for_is_told(run: Run, filled: Filled) -> None:
    out = run("verify", "[C]loudflare does … host the referenced websites").out

    assert (
        "Shortened and altered, otherwise verbatim. The changes:\n"
        "  [C] replaces “C”\n  ... leaves out “not”\n" in out
    )


def test_a_splice_is_called_that_with_its_places(run: Run, filled: Filled) -> None:
    out = run("verify", f"{WORDS} and names thirty-eight markets online. Storks build their nests").out
    spliced = run("verify", f"{WORDS}. The yearly report names thirty-eight markets online.").out

    assert "Spliced" not in out
    assert spliced.startswith("Spliced: these words come from 2 separate places.")
    assert "Letter to the office" in spliced
    assert "Report on the markets" in spliced


def test_other_words_are_not_on_the_record(run: Run, filled: Filled) -> None:
    result = run("verify", "Nobody has ever hosted any websites on a chimney")

    assert 0 == result.status
    assert result.out.startswith(
        "Not found: no document contains these words or anything close.\n"
        "Closest passage (not the same words):\n"
    )


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

    assert "Same words; punctuation or capitals differ." == describe_verdict(verification)


def test_what_a_difference_is_hidden_in_is_shown(run: Run, filled: Filled) -> None:
    out = run("verify", "Cloudflare does not host\u200f the referenced websites").out

    assert "Cloudflare does not host [-<U+200F>-] the referenced websites" in out
