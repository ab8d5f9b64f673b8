"""Verification of pasted words: the verdict, the wording of the record, and its position."""

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import ANY_SCOPE, Index, Verdict, Verification
from index.errors import UnknownQuotation, UnverifiableText
from index.verification.normal_form import NormalForm
from tests.fakes import HashingEncoder
from tests.growth import measure
from tests.index.texts import prose
from tests.index.verification.pumps import LENGTHS, PUMPS, repeat
from tests.index.writing import LETTER, REPORT, add, write
from tests.strength import examples, mostly_slow

HARBOUR = """\
The harbour and its keepers

The keeper of the harbour wrote to the town: “We do not own the boats, cannot stop them, and we are not \
in the business of hiding their owners – all of it well known to the town”. She added that 41 boats left in \
spring.

What the town replied

The town said that it had never asked the keeper to stop any boat. It will publish a list of the 12,500 \
unlawful landings in the autumn. Storks nest on the keeper’s roof.
"""
MILL = """\
The miller grinds no flour on Sundays. He told the town that the wheel had been broken since the flood. \
Nobody in the valley remembers a drier summer than that of last year.
"""
NUMBERS = count()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """A record of two texts, a letter and a report."""
    with Index.open(tmp_path_factory.mktemp("town"), encoder=HashingEncoder()) as index:
        add(index, HARBOUR, title="The harbour", published="2020-05-01", party="none")
        add(index, MILL, title="The mill")
        add(index, LETTER, ending=".md", title=None)
        add(index, REPORT, ending=".md", title=None)
        yield index


def read_words(index: Index, verification: Verification) -> str:
    """The slice of the document's text between `start` and `end` of a verification."""
    assert verification.quotation is not None
    quotation = verification.quotation
    text = index.document(quotation.document_id, scope=ANY_SCOPE).text
    assert quotation.text == text[quotation.start : quotation.end]
    assert quotation.model_copy(update={"also_in": ()}) == index.quotation(quotation.id)
    assert verification.start is not None
    assert quotation.start <= verification.start < (verification.end or 0) <= quotation.end
    return text[verification.start : verification.end]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We do not own the boats", "We do not own the boats"),
        ("> **“We do not own\n> the boats”**", "We do not own the boats"),
        ("storks nest on the keeper's roof".capitalize(), "Storks nest on the keeper’s roof"),
        (
            "the business of hiding their owners\u2009–\u2009all of it",
            "the business of hiding their owners – all of it",
        ),
        ("cannot stop them", "cannot stop them"),
        ("The harbour and its keepers", "The harbour and its keepers"),
        ("any boat. It will publish", "any boat. It will publish"),
        ("it had never\u200b asked the keep\u00ader", "it had never asked the keeper"),
        ("“The town said", "The town said"),
    ],
)
def test_the_very_words_are_verbatim_whatever_marks_are_around_them(
    town: Index, text: str, words: str
) -> None:
    verification = town.verify(text)

    assert (Verdict.VERBATIM, (), 1) == (
        verification.verdict,
        verification.difference,
        verification.documents,
    )
    assert words == read_words(town, verification)


def test_white_space_before_marks_does_not_count(town: Index) -> None:
    assert Verdict.VERBATIM == town.verify("“ We do not own the boats , cannot stop them ,").verdict


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("We do not own the boats, … and we are not in the business", (("...", "cannot stop them,"),)),
        ("[t]he town said that it had never asked", (("[t]", "T"),)),
        ("We do not own [any] boats, cannot stop them", (("[any]", "the"),)),
    ],
)
def test_changes_that_are_marked_are_verbatim_and_told(
    town: Index, text: str, marked: tuple[tuple[str, str], ...]
) -> None:
    verification = town.verify(text)

    assert (Verdict.VERBATIM, marked) == (verification.verdict, verification.marked)
    assert read_words(town, verification)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("We do own the boats, cannot stop them", ("insert", "", "not")),
        ("She added that 14 boats left in spring", ("replace", "14", "41")),
        ("a list of the 12,600 unlawful landings in the autumn", ("replace", "12,600", "12,500")),
        ("lawful landings in the autumn", ("replace", "lawful", "unlawful")),
        ("never asked the keeper to stop any boats", ("replace", "boats", "boat")),
        ("The town always said that it had never asked", ("delete", "always", "")),
        ("the Town said that it had never asked the keeper", ("replace", "the Town", "The town")),
        ("The miller grinds flour on Sundays", ("insert", "", "no")),
        ("We do not own the boats, … the business of finding their owners", ("replace", "finding", "hiding")),
    ],
)
def test_what_is_not_the_same_differs_and_the_difference_shows_it(
    town: Index, text: str, change: tuple[str, str, str]
) -> None:
    verification = town.verify(text)

    assert Verdict.DIFFERS == verification.verdict
    assert change in verification.difference
    ours = [words for operation, _, words in verification.difference if words]
    shown = read_words(town, verification)
    assert shown.startswith(ours[0])
    assert shown.endswith(ours[-1])
    assert all(words in shown for words in ours)
    assert all(words in text for _, words, _ in verification.difference)


@pytest.mark.parametrize(
    ("text", "is_same"),
    [
        ("The Town said, that it had never asked the keeper", True),
        ("the town said that it had ever asked the keeper", False),
    ],
)
def test_a_difference_in_marks_and_capitals_alone_is_told(town: Index, text: str, is_same: bool) -> None:
    verification = town.verify(text)

    assert (Verdict.DIFFERS, is_same) == (verification.verdict, verification.same_words)


ACTING = "".join(
    map(chr, [*range(9), *range(14, 28), *range(127, 133), *range(134, 160), 0x61C, 0x200E, 0x200F])
)
TURNING = "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x2070)]))


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_words_with_what_turns_them_or_acts_unseen_are_never_verbatim(
    town: Index, data: st.DataObject
) -> None:
    text = data.draw(
        st.sampled_from(
            [
                "She added that 41 boats left in spring.",
                "“We do not own the boats, … and we are not in the business”",
                "We do not own [any] boats, cannot stop them",
                "> **We do not own** the boats",
            ]
        )
    )
    assert Verdict.VERBATIM == town.verify(text).verdict
    place = data.draw(st.integers(0, len(text)))
    hidden = data.draw(st.sampled_from(TURNING + ACTING))

    verification = town.verify(f"{text[:place]}{hidden}{text[place:]}")

    assert Verdict.VERBATIM != verification.verdict
    assert not verification.same_words


def test_what_turns_letters_is_told_as_the_difference(town: Index) -> None:
    verification = town.verify("She added that \u202e14\u202c boats left in spring")

    assert Verdict.DIFFERS == verification.verdict
    assert ("replace", "\u202e14\u202c", "41") in verification.difference


def test_words_that_are_turned_on_the_record_are_verbatim_as_they_are(record: Index) -> None:
    text = "She added that \u202e14\u202c boats left in spring."
    add(record, f"{text} Nobody asked why.")

    assert Verdict.VERBATIM == record.verify(text).verdict
    assert text == read_words(record, record.verify(text))
    assert Verdict.DIFFERS == record.verify("She added that 14 boats left in spring.").verdict


def test_words_left_out_without_a_mark_are_put_in(town: Index) -> None:
    verification = town.verify(
        "The town said that it had never asked the keeper. Storks nest on the keeper's roof."
    )

    assert (Verdict.DIFFERS, ()) == (verification.verdict, verification.spliced)
    [inserted] = [
        ours for operation, _, ours in verification.difference if operation == "insert" and len(ours) > 1
    ]
    assert inserted.startswith("to stop any boat. It will publish")


def test_a_word_left_out_is_told_even_if_other_texts_hold_what_is_around_it(record: Index) -> None:
    add(record, "The keeper told the town last year not to count the boats in the harbour.", title="One")
    add(record, "The keeper told the town last year to look for the boats elsewhere.", title="Two")

    verification = record.verify("The keeper told the town last year to count the boats in the harbour")

    assert ((), "One") == (verification.spliced, verification.quotation and verification.quotation.title)
    assert ("insert", "", "not") in verification.difference


@pytest.mark.parametrize("joint", [" ", " … ", " [...] ", ", "])
def test_words_from_two_places_are_called_spliced(town: Index, joint: str) -> None:
    text = f"We do not own the boats{joint}the wheel had been broken since the flood"

    verification = town.verify(text)

    assert Verdict.DIFFERS == verification.verdict
    assert ["The harbour", "The mill"] == [quotation.title for quotation in verification.spliced]
    assert "the wheel had been broken since the flood" == read_words(town, verification)


@pytest.mark.parametrize(
    "text",
    [
        "A recipe for bread asks for flour, water and salt, and for patience.",
        "The keeper is not the owner of any vessel and has no means to hold one back.",
        "xyzzy plugh frobnicate",
        "a " * 900,
    ],
)
def test_other_words_are_not_on_the_record(town: Index, text: str) -> None:
    verification = town.verify(text)

    assert (Verdict.NOT_ON_RECORD, None, ()) == (
        verification.verdict,
        verification.quotation,
        verification.difference,
    )


def test_what_comes_nearest_is_shown_as_that(town: Index) -> None:
    nearest = town.verify("Some boats are owned by nobody, and the keeper hides all of them").nearest

    assert nearest is not None
    assert "boats" in nearest.text
    assert nearest == town.quotation(nearest.id)


def test_an_empty_record_holds_nothing(record: Index) -> None:
    verification = record.verify("We do not own the boats")

    assert (Verdict.NOT_ON_RECORD, None) == (verification.verdict, verification.nearest)


def test_what_cannot_be_looked_up_is_refused(town: Index) -> None:
    with pytest.raises(UnverifiableText):
        town.verify("boats")


def test_a_source_goes_before_a_briefing_the_earliest_first_and_all_are_named(record: Index) -> None:
    titles = {"Briefing": ("briefing", "2001"), "Late": ("article", "2021"), "Early": ("article", "2020")}
    for title, (kind, published) in titles.items():
        add(record, f"{title} of it. We do not own the boats.", title=title, kind=kind, published=published)

    verification = record.verify("We do not own the boats")

    assert verification.quotation is not None
    also_in = [record.quotation(known) for known in verification.quotation.also_in]
    assert ["Early", "Late", "Briefing"] == [
        quotation.title for quotation in (verification.quotation, *also_in)
    ]
    assert (3, {"We do not own the boats."}) == (verification.documents, {q.text for q in also_in})


def test_the_quotation_is_the_shortest_run_of_sentences_that_holds_the_words(record: Index) -> None:
    sentences = [f"Sentence number {n} tells of the boats." for n in range(12)]
    add(record, f"A heading\n\n{' '.join(sentences)}\n\nAnother heading\n\nThe end of it.")

    one, three, ten, over = (
        record.verify(text).quotation
        for text in (
            sentences[4][9:],
            " ".join(sentences[4:7])[9:-3].rpartition(" ")[0],
            " ".join(sentences[1:11]),
            f"{sentences[-1]} Another heading",
        )
    )

    assert one and three and ten and over
    assert sentences[4] == one.text
    assert " ".join(sentences[4:7]) == three.text
    assert " ".join(sentences[1:11]) == ten.text
    assert f"{sentences[-1]}\n\nAnother heading" == over.text
    assert [8, 8, 16, 16] == [len(quotation.id) for quotation in (one, three, ten, over)]
    for quotation in (one, three, ten, over):
        assert quotation == record.quotation(quotation.id)
        context = record.quotations.context(quotation.id, by=1)
        text = record.document(quotation.document_id, scope=ANY_SCOPE).text
        assert text[context.start : context.end] == context.before + quotation.text + context.after


def test_a_server_s_documents_are_never_seen_elsewhere(record: Index) -> None:
    add(record, "The keeper has a secret key. Nobody knows of it.", title="Secret", scope="111")
    add(record, "The miller grinds no flour on Sundays.", title="Open")

    verdicts = [
        record.verify("The keeper has a secret key", scope=scope).verdict for scope in ("111", ANY_SCOPE)
    ]
    others = [
        record.verify(text, scope=scope)
        for text in (
            "The keeper has a secret key",
            "The keeper has a secret keyring",
            "The keeper secret flour",
        )
        for scope in ("everyone", "222")
    ]

    assert [Verdict.VERBATIM, Verdict.VERBATIM] == verdicts
    assert all("Secret" not in other.model_dump_json() for other in others)
    assert all(Verdict.NOT_ON_RECORD == other.verdict for other in others)


def test_removed_documents_are_not_on_the_record_until_they_are_restored(record: Index) -> None:
    document = add(record, "The keeper has a key.")
    verdicts = [record.verify("The keeper has a key").verdict]
    record.remove(document.id, scope=ANY_SCOPE)
    verdicts.append(record.verify("The keeper has a key").verdict)
    record.restore(document.id, scope=ANY_SCOPE)
    verdicts.append(record.verify("The keeper has a key").verdict)

    assert [Verdict.VERBATIM, Verdict.NOT_ON_RECORD, Verdict.VERBATIM] == verdicts


def test_another_process_s_addition_is_seen_at_the_next_verification(record: Index, data: Path) -> None:
    before = record.verify("The keeper has a key").verdict
    with Index.open(data, encoder=HashingEncoder()) as other:
        add(other, "The keeper has a key.")

    assert [Verdict.NOT_ON_RECORD, Verdict.VERBATIM] == [
        before,
        record.verify("The keeper has a key").verdict,
    ]


def test_words_of_an_older_version_differ_from_the_current_one_and_are_told(
    data: Path, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    write(corpus / "letter/a.md", LETTER)
    with Index.open(data, corpus, encoder=HashingEncoder()) as index:
        index.verify("They are neutral intermediaries.")
        write(corpus / "letter/a.md", LETTER.replace("neutral intermediaries", "neutral carriers"))
        index.build()

        verification = index.verify("They are neutral intermediaries.")

        assert Verdict.DIFFERS == verification.verdict
        assert ("replace", "intermediaries", "carriers") in verification.difference
        assert verification.superseded is not None
        assert verification.superseded == index.quotation(verification.superseded.id)
        index.remove(verification.superseded.document_id, scope=ANY_SCOPE)
        assert index.verify("They are neutral intermediaries.").superseded is None
        with pytest.raises(UnknownQuotation):
            index.quotation(verification.superseded.id)


@pytest.mark.parametrize(
    "text",
    [
        "a " * 999,
        "*" * 1990 + "abcd efgh",
        "[a " * 600,
        "… a b c " * 200,
        "\u202e" * 1900 + "abcdefgh",
        "אבג " * 400,
    ],
)
def test_no_text_takes_long(town: Index, text: str) -> None:
    town.verify("We do not own the boats")
    started = time.thread_time()

    town.verify(text)

    assert time.thread_time() - started < 1


@settings(max_examples=examples(80), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(prose, st.floats(0, 1), st.floats(0, 1), st.sampled_from([" ", "\n", "\u00a0", " \u2003 "]))
def test_any_words_in_a_row_of_any_text_are_verbatim(
    town: Index, text: str, begins: float, ends: float, space: str
) -> None:
    document = add(town, f"Beginning {next(NUMBERS)}. {text} ending.")
    words = list(re.finditer(r"\S+", document.text))
    first, last = sorted(round(share * (len(words) - 1)) for share in (begins, ends))
    chosen = document.text[words[first].start() : words[last].end()]

    try:
        verdict = town.verify(f"“{space.join(chosen.split())}”").verdict
    except UnverifiableText:
        verdict = Verdict.VERBATIM  # too short, too long, or without words
    finally:
        town.remove(document.id)

    assert Verdict.VERBATIM == verdict


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_change_of_one_word_is_called_verbatim_unless_it_stands_there(
    town: Index, data: st.DataObject
) -> None:
    text = data.draw(st.sampled_from([document.text for document in town.documents()]))
    words = text.split()
    first = data.draw(st.integers(0, len(words) - 6))
    chosen = words[first : first + data.draw(st.integers(5, 20))]
    place = data.draw(st.integers(1, len(chosen) - 2))
    instead = data.draw(st.sampled_from([[], ["not"], ["Zebras"], [chosen[place], chosen[place]], ["7"]]))
    changed = " ".join([*chosen[:place], *instead, *chosen[place + 1 :]])

    verification = town.verify(changed)

    pasted, whole = (NormalForm(one).text for one in (changed, " ".join(words)))
    stands_there = bool(re.search(rf"(?<!\w){re.escape(pasted)}(?!\w)", whole))  # as whole words
    assert stands_there == (Verdict.VERBATIM == verification.verdict)


@pytest.mark.parametrize("pump", mostly_slow(PUMPS))
@pytest.mark.parametrize("words", ["", "The keeper of the harbour "])
def test_pasted_text_of_any_sort_is_verified_at_once(town: Index, pump: str, words: str) -> None:
    def verify(length: int) -> None:
        with suppress(UnverifiableText):
            town.verify(repeat(pump, length, words))

    assert all(measure(partial(verify, length)) < 0.5 for length in LENGTHS)
