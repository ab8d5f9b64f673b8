# ruff: noqa: RUF001 - quotation marks, dashes and bullets that look alike are the subject here
"""The promises of split_sentences on any text, and its answers on hard ones."""

import os
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.splitting import from_spans, read_collections, score
from index.splitting.sentences import MAX_SENTENCE_CHARS, split_sentences
from tests.strength import examples, mostly_slow

HARD = {
    "abbreviations": [
        "The U.S. Trade Representative published the list on Friday.|It names 38 markets.",
        "He spoke to the U.S.|The talks went well.",
        "The office, i.e. the U.S. government's, asked Mr. Lighthizer, e.g. about Vol. 7.",
        "Warner Bros. Entertainment Inc. followed Sony Music Entertainment et al. in the suit.",
        "He works for Cloudflare Inc.|The company is in San Francisco.",
        "The hearing is at 9 a.m. on Tuesday.|It ended at 5 p.m.|Nobody stayed.",
        "Lt. Col. Jones, Ph.D., and Sen. Smith met in Washington, D.C. on Monday.",
        "Mr. and Mrs. Bennet live on 5th Ave. near Main St. in N.Y.|She does not.",
        "The RIAA, the MPA, etc. all filed.|The lists named VK, Telegram, etc.|Nobody replied.",
        "ORAL ARGUMENT OF GEN. ELIZABETH B. PRELOGAR",
        "It is 5 ft. tall, weighs 10 lbs. and costs $5.|It cost £4.50 before.",
        "P.S. I love you.",
    ],
    "words that look like abbreviations": [
        "It is a no.|We move on.",
        "Is it No. 1?|Yes, it is no. 1.",
        "“Notorious markets” is a term of art.|“Rogue sites” is not.",
        "It was the work of a century.|Cloudflare paid bail.|Kramer read the book.|Nathan ruled.",
        "They answered the RFP.|Bruce was short-listed.",
    ],
    "citations": [
        "See Viacom Int'l, Inc. v. YouTube, Inc., 676 F.3d 19, 25 (2d Cir. 2012).|The court reversed.",
        "The notice is at 84 Fed. Reg. 43852 (Aug. 22, 2019).|Comments were due on Sept. 30, 2019.",
        "Sony Music v. Cox Commc'ns, Inc., No. 1:18-cv-950 (E.D. Va. Dec. 19, 2019).",
        "See also Pub. L. No. 105-304, 112 Stat. 2860 (1998).|See id. at 24.",
        "Per Fed. R. Civ. P. 12(b)(6) and Fed. R. Evid. 403, the motion fails.",
        "In Sec. 3.2 and Art. 17 the rules are set out (see fn. 12, pp. 3-4, and Exh. A, ¶ 4).",
        "Bd. of Educ. v. Barnette, 319 U.S. 624 (1943) (Jackson, J.).|It is famous.",
        "The District Court for the S.D.N.Y. did not.|Docket No. USTR-2019-0013 is open.",
        "Cloudflare v. The Pirate Bay is not a case.",
    ],
    "initials": [
        "Judge Alison J. Nathan dismissed the case.|J. R. R. Tolkien was not there.",
        "We make a good team, you and I.|Did you see Albert I. Jones yesterday?",
        "He got an A.|She got a B.",
    ],
    "numbers": [
        "Plaintiffs seek 14,247,698.56 euros.|They use 1.1.1.1 as a resolver.",
        "This is the process under Section 301.|Cloudflare follows it.|Version 2.0 shipped.",
        "It happened in the year 2019.|2020 was worse.",
    ],
    "closing marks": [
        "They want to “close down infringing websites for them.”|But, the legal man adds, “no”.",
        "He said so (and only so.)|She did not.|(It will appeal.)|Costs follow.",
        "She said, ‘That is wrong.’|He disagreed.|'That is wrong.'|She left.",
        "«C'est faux.»|Il est parti.",
        "The firm [which denies it.] lost.|[Footnote omitted.]|It stands.",
        "They were told so. ”|She left.",
        "The site is open.[12][13]|It is large. [4]|It is old.[Note 5]|It stays.",
        "The appeal was refused by the court.12|The order stands.",
    ],
    "quotations": [
        "“We do not host them,” Kramer said.|“We never did.”",
        "He wrote: “We do not host the sites.|We cannot block them.”|The RIAA disagreed.",
        '"The Internet," he wrote, "is not a truck.|It is a series of tubes."|That was in 2006.',
        "“Why would we?” he asked.|“It makes no sense!” she said.",
        'She turned to him, "This is great." she said.',
        "It was, in his words, “a good moan.”|Cloudflare declined to comment.",
        "It grew.|(“The First Letter” is lost.)|‘Next,’ he said.",
    ],
    "ellipses": [
        "He paused… then he went on.|He paused…|Then he left.",
        "We thank you ... and regret the delay.|“Well...” he said.|“I never knew.”",
        "I wasn't sure ... well . . . I didn't mean it.",
    ],
    "names with a mark": ["Yahoo! said it would comply.|Jeopardy! fans rejoiced."],
    "lists": [
        "1. The first ground fails.|2. The second ground succeeds.",
        "1) The first item|2) The second item",
        "(a) The service is neutral; and (b) it holds no files.",
        "(i) The service is neutral;|(ii) it holds no files.",
        "• 9. The first item|• 10. The second item",
        "IV. The remedy",
        "A. The parties agree on one point.",
        "The grounds are: 1. The service is neutral.",
    ],
    "addresses on the internet": [
        "It lost sci-hub.la, .tv and .tw.|They no longer resolve.",
        "See https://example.com/a.b?c=d.e. for details.|Write to Jane.Doe@example.com.|Do.",
    ],
    "other scripts": [
        "原告は訴えた。|被告は否認した。|それは本当ですか？|はい！",
        "他说：“我们不托管。”|法院不同意。",
        "هل هذا صحيح؟|نعم، هذا صحيح.",
        "यह सही है।|वह गलत है।",
    ],
}
CASES = [(kind, case) for kind, cases in HARD.items() for case in cases]


def read_case(kind: str, case: str) -> tuple[str, list[str]]:
    """The text of a case, and its sentences, which have no space between them in some scripts."""
    sentences = case.split("|")
    between = "" if kind == "other scripts" and not re.search("[؟।]", case) else " "
    return between.join(sentences), sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


any_text = st.text(st.characters(exclude_categories=()))
"""With lone surrogates, which hypothesis leaves out unless asked."""

prose = st.lists(
    st.sampled_from(
        [
            *("We left. ", "“We left.” ", "(We left.) ", "he said", "Mr. ", "U.S. ", "No. 5 ", "Why? "),
            *(". ", "! ", "… ", "...", "?!", ".” ", "’ ", "“", "”", '"', "(", ")", "[", "]", "«", "»"),
            *("1. ", "(a) ", "2. ", "(b) ", "• ", "[12]", ".12 ", "。", "؟", "।", "\n", "\r\n", " ", "\t"),
            *("\x00", "\u200b", "\u200d", "\u0301", "\ufe0f", "\xa0", "\u2028", "\u3000", "\ud83d"),
            *("👍🏽", "🇫🇷", "👩‍👧", "שלום. ", "a" * 150, "x.y", "word ", ";", ", ", "—", "A", "z", "7"),
        ]
    ),
    max_size=60,
).map("".join)


@settings(max_examples=examples(400))
@given(st.one_of(any_text, prose, st.builds(lambda text, times: text * times, prose, st.just(40))))
def test_sentences_cover_every_visible_character_in_order_and_without_overlap(text: str) -> None:
    spans = split_sentences(text)

    position = 0
    for start, end in spans:
        assert position <= start < end <= len(text)
        assert text[position:start].strip() == ""
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        assert end - start <= MAX_SENTENCE_CHARS
        position = end
    assert text[position:].strip() == ""


quoting = st.lists(
    st.sampled_from(
        [
            *("“We left.”", "“We left. They stayed.”", "(He left.)", "‘Why?’", "«Non!»", "[Sic.]"),
            *("He wrote: “We left.”", "They “left.”", "said Mr. Smith.", "She left.", "“Oh…”", "he"),
        ]
    ),
    min_size=1,
).map(" ".join)


@given(quoting)
def test_no_quotation_mark_is_stranded_on_the_wrong_side(text: str) -> None:
    sentences = cut(text)

    assert [one for one in sentences if one[0] in "”’»)]"] == []
    assert [one for one in sentences if one[-1] in "“‘«(["] == []


@pytest.mark.parametrize(("kind", "case"), CASES)
def test_hard_cases_are_split_where_a_reader_would(kind: str, case: str) -> None:
    text, expected = read_case(kind, case)

    assert expected == cut(text)


@pytest.mark.parametrize(("kind", "case"), [one for one in CASES if one[0] != "lists"])
def test_hard_wrapped_lines_are_split_like_the_line_they_were(kind: str, case: str) -> None:
    text, _ = read_case(kind, case)

    assert split_sentences(text) == split_sentences(text.replace(" ", "\n"))


@pytest.mark.parametrize("text", ["", " ", "\n\t\u3000\x1c"])
def test_a_text_without_visible_characters_has_no_sentences(text: str) -> None:
    assert split_sentences(text) == []


def test_a_space_that_was_lost_between_sentences_does_not_join_them() -> None:
    text = "It is on the list.The next one, Booking.Com says, is not."

    assert cut(text) == ["It is on the list.", "The next one, Booking.Com says, is not."]


def test_items_on_lines_of_their_own_are_sentences() -> None:
    text = "a) the service, or\nb) the files, or\nc) neither"

    assert cut(text) == ["a) the service, or", "b) the files, or", "c) neither"]


@pytest.mark.parametrize(
    ("better", "worse"), [("one; two", "one, two"), ("one\ntwo", "one, two"), ("one, two", "one two")]
)
def test_a_sentence_without_end_is_cut_at_the_best_weaker_boundary(better: str, worse: str) -> None:
    filler = "word " * 80
    text = f"{filler}{better} {filler}{worse} {filler}"

    first, *_ = cut(text)

    assert f"{filler}{better.split()[0]}" == first


def test_a_cut_at_a_space_leaves_brackets_with_their_words() -> None:
    text = "word ( word ) " * 200

    assert [one for one in cut(text) if one[-1] == "(" or one[0] == ")"] == []


@pytest.mark.parametrize(
    "cluster", ["e\u0301", "👍🏽", "👩\u200d👧", "☎\ufe0f", "\ud83d\udc4d", "न\u093f", "🇫🇷"]
)
def test_a_cut_never_falls_inside_what_a_reader_sees_as_one_character(cluster: str) -> None:
    for text in (cluster * 1500, "x" + cluster * 1500):
        for start, _ in split_sentences(text)[1:]:
            assert text.startswith(cluster, start)


UNITS = ["a", ".", ". ", "?!", "word ", "\n", '"', "。", ".[1]", "(", "a'", "\u0301", "Mr. No. "]


@pytest.mark.parametrize("unit", mostly_slow(UNITS))
def test_a_megabyte_of_anything_takes_seconds(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()

    split_sentences(text)

    assert time.process_time() - start < 10


@pytest.mark.slow
def test_a_megabyte_of_spaces_between_two_words_takes_seconds() -> None:
    start = time.process_time()

    assert cut("One." + " " * 1_000_000 + "Two.") == ["One.", "Two."]

    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("name", "floor"),
    [("seg_golden_rules", 0.95), ("seg_ewt_dev", 0.92), ("seg_gum_dev", 0.98)],
)
def test_boundaries_of_public_collections_are_found(name: str, floor: float) -> None:
    beside = Path(__file__).resolve().parents[4] / "shared"
    folder = Path(os.environ.get("RECORD_COLLECTIONS") or beside) / "benchmarks"
    documents = read_collections(folder).get(name)
    if not documents:
        pytest.skip(f"the collection {name} is not in {folder}: name its folder in RECORD_COLLECTIONS")

    found = score(lambda text: from_spans(text, split_sentences(text)), documents)

    assert found.f1 >= floor
