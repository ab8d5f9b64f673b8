"""Speech attribution with the real parser."""

import time

import pytest
from hypothesis import example, given, settings

from index.attribution.analysis import analyse
from index.attribution.names import Gazetteer
from index.attribution.parser import load_pipeline
from index.domain.utterance import Manner, Utterance
from index.reading.plain_text import read_plain_text
from index.splitting.passages import Sentence, split
from tests.index.texts import texts
from tests.strength import examples, mostly_slow


def find(text: str, *, author: str | None = None, listed: Gazetteer | None = None) -> tuple[Utterance, ...]:
    reading = read_plain_text(text.encode(), "a.txt")
    return analyse(reading.text, split(reading).sentences, author=author, gazetteer=listed)


def list_quoted(text: str, *, author: str | None = None) -> list[tuple[str, str | None]]:
    """The first words of each quotation, and who said it."""
    found = find(text, author=author)
    direct = [one for one in found if one.manner == Manner.DIRECT]
    return [(text[one.start : one.end].split()[0], one.speaker) for one in direct]


def list_reported(text: str, listed: Gazetteer | None = None) -> list[tuple[str | None, str | None]]:
    """The speakers of indirect speech, and their organisations."""
    found = find(text, listed=listed)
    return [(one.speaker, one.body) for one in found if one.manner == Manner.INDIRECT]


@pytest.mark.parametrize(
    "text",
    [
        "“Nets are not enough,” said Anna Holt.",
        "“Nets are not enough,” Anna Holt told the council.",
        "Anna Holt said: “Nets are not enough.”",
        "Anna Holt, the harbour's engineer, argues that “nets are not enough”.",
        "The harbour's engineer, Anna Holt, said: “Nets are not enough.”",
        "According to Anna Holt, “nets are not enough”.",
        "In the words of Anna Holt, “nets are not enough”.",
        "Anna Holt: “Nets are not enough.”",
        "“Nets are not enough.” – Anna Holt",
        "“Nets,” Anna Holt thundered in the hall.",
        "Anna Holt was quoted as saying that “nets are not enough”.",
        "The report, wrote Anna Holt in May, was “nets and more nets”.",
        "'Nets aren't enough,' Anna Holt said.",
        '"Nets are not enough," Anna Holt said.',
    ],
)
def test_the_speaker_of_a_quotation_is_found_in_its_sentence(text: str) -> None:
    quoted = list_quoted(text)

    assert {"Anna Holt"} == {speaker for _, speaker in quoted}


def test_the_cue_is_kept_and_lies_outside_the_words() -> None:
    text = "“Nets are not enough,” said Anna Holt on Monday."

    (only,) = find(text)

    assert only.cue is not None
    assert "said Anna Holt" == text[slice(*only.cue)]
    assert "Nets are not enough," == text[only.start : only.end]


def test_an_apposition_a_surname_a_pronoun_and_a_description_mean_the_person_named() -> None:
    text = (
        "The line's General Counsel, Ivo Brandt, writes: “Ferries are late.” Brandt adds that they are "
        "“seldom full”.\n\n"
        "“Nobody rows,” he says.\n\nThe legal man argues that nets are “a start”."
    )

    assert [
        ("Ferries", "Ivo Brandt"),
        ("seldom", "Ivo Brandt"),
        ("Nobody", "Ivo Brandt"),
        ("a", "Ivo Brandt"),
    ] == (list_quoted(text))


def test_she_and_he_are_told_apart_after_two_people() -> None:
    text = "Peter Lund met Maria Sand on the quay.\n\n“It floats,” she said.\n\n“For now,” he answered."

    assert [("It", "Maria Sand"), ("For", "Peter Lund")] == list_quoted(text)


def test_a_description_that_fits_two_people_alike_is_unattributed() -> None:
    text = "The lawyers Peter Lund and Paul Sand came to the quay. “It floats,” the lawyer said."

    assert [("It", None)] == list_quoted(text)


def test_a_quotation_goes_on_with_its_speaker_in_the_next_sentence_and_paragraph() -> None:
    text = "“We waited,” said Anna Holt. “Nobody came.”\n\n“So we left.”"

    assert [("We", "Anna Holt"), ("Nobody", "Anna Holt"), ("So", "Anna Holt")] == list_quoted(text)


def test_a_quotation_over_paragraphs_has_one_speaker() -> None:
    text = "Anna Holt rose. “We waited for a year.\n\n“Nobody came.\n\n“So we left,” she said."

    assert [("We", "Anna Holt"), ("Nobody", "Anna Holt"), ("So", "Anna Holt")] == list_quoted(text)


def test_a_quotation_inside_another_belongs_to_the_outer_one() -> None:
    text = "“He said ‘go home’, and we went,” said Anna Holt."

    assert [("He", "Anna Holt")] == list_quoted(text)


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “quiet boats” list appears each year.",
        "Her novel, titled “The Long Quay”, sold well.",
        "They met at a pub known as “The Anchor”.",
        "The “quiet zone” ends at the pier.",
    ],
)
def test_scare_quotes_and_titles_are_no_speech(text: str) -> None:
    assert [] == list_quoted(text)


@pytest.mark.parametrize(
    "text",
    [
        "“Nets are not enough,” a fisherman said.",
        "“Nets are not enough,” said one of them.",
        "“Nets are not enough.” The meeting was over.",
        "“Nets are not enough,” he said.",
    ],
)
def test_what_nobody_is_named_for_is_unattributed(text: str) -> None:
    assert [("Nets", None)] == list_quoted(text)


def test_somebody_who_speaks_for_a_body_gives_its_side_and_no_name() -> None:
    (only,) = find("“Nets are enough,” a spokesperson for Northgate Ferries said.")

    assert (None, "Northgate Ferries") == (only.speaker, only.body)


def test_two_who_speak_together_are_both_told() -> None:
    found = find("“Nets are enough,” said Anna Holt and Peter Lund.")

    assert {"Anna Holt", "Peter Lund"} == {one.speaker for one in found if one.manner == Manner.DIRECT}


def test_in_a_letter_we_is_its_author_and_a_quotation_is_whose_it_says() -> None:
    text = "We wrote in May: “Nets are not enough.” As Peter Lund told the council, “ropes are better”."

    assert [("Nets", "Anna Holt"), ("ropes", "Peter Lund")] == list_quoted(text, author="Anna Holt")
    assert [("Nets", None), ("ropes", "Peter Lund")] == list_quoted(text)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Northgate Ferries told the council that its boats are full.", "Northgate Ferries"),
        ("Its boats are full, Northgate Ferries told the council in May.", "Northgate Ferries"),
        ("According to Northgate Ferries, its boats are full.", "Northgate Ferries"),
        ("Northgate Ferries denied the charge.", "Northgate Ferries"),
        ("The claim of Northgate Ferries is that its boats are full.", "Northgate Ferries"),
        (
            "Northgate Ferries's complaint to us is that its boats are full, according to the Quay Post.",
            "Northgate Ferries",
        ),
        ("Northgate Ferries argued that boats are full, the Quay Post reported.", "Northgate Ferries"),
        ("Northgate Ferries argued that boats are full, according to the Quay Post.", "Northgate Ferries"),
        ("The boats are full, according to the Quay Post.", "Quay Post"),
        ("Northgate Ferries said that the Quay Post had claimed that boats sink.", "Northgate Ferries"),
        ("The Quay Post reported that Northgate Ferries had denied the charge.", "Northgate Ferries"),
        (
            "The ferry does not carry the lorries that the town and the isle named as a danger to the Office "
            "of Harbours (OOH), the union's legal adviser Ann Holt told the council on 3 May 2019.",
            "Ann Holt",
        ),
    ],
)
def test_indirect_speech_gives_the_position_of_whoever_holds_it(text: str, speaker: str) -> None:
    listed = Gazetteer(["Northgate Ferries", "Quay Post"])

    assert [(speaker, None)] == list_reported(text, listed)


@pytest.mark.parametrize(
    "text",
    [
        "Northgate Ferries runs eleven boats.",
        "Northgate Ferries did not say why its boats are full.",
        "Northgate Ferries may argue that its boats are full.",
        "Northgate Ferries declined to comment.",
        "The trouble of Northgate Ferries is that its boats are full.",
        "The claim of Northgate Ferries is not that its boats are full.",
        "The claim of Northgate Ferries may be that its boats are full.",
        "If the claim of Northgate Ferries is that its boats are full, it sells too much.",
        "“Boats are full,” Northgate Ferries said.",
    ],
)
def test_what_is_not_said_is_reported_of_nobody(text: str) -> None:
    assert [] == list_reported(text, Gazetteer(["Northgate Ferries"]))


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Ann Holt said that the mayor had lied, whereas Peter Lund disagreed.", {"Ann Holt", "Peter Lund"}),
        ("Ann Holt said the bridge is closed, but Peter Lund denied it.", {"Ann Holt", "Peter Lund"}),
        ("Ann Holt said that the bridge was closed while Peter Lund said nothing.", {"Ann Holt"}),
    ],
)
def test_of_two_positions_set_against_each_other_both_are_given(text: str, speakers: set[str]) -> None:
    assert speakers == {speaker for speaker, _ in list_reported(text)}


def test_names_that_the_team_lists_are_found_where_the_parser_sees_none() -> None:
    assert [("i2sea", None)] == list_reported("The i2sea claims that nets are enough.", Gazetteer(["i2sea"]))


def test_a_text_without_speech_has_none() -> None:
    assert () == find("Storks nest on roofs.\n\nThey come in spring.")
    assert () == find("…")


@settings(max_examples=examples(60))
@example("The ferry does not carry the lorries. U.S. U.S. ")
@given(texts)
def test_what_is_found_in_any_text_lies_in_it(text: str) -> None:
    sentences = [Sentence(0, len(text), 0)]
    listed = Gazetteer(["Cloudflare", "Mr. No"])

    for one in analyse(text, sentences, gazetteer=listed):
        assert 0 <= one.start <= one.end <= len(text)
        assert one.cue is None or 0 <= one.cue[0] <= one.cue[1] <= len(text)
        assert one.speaker is None or one.speaker.strip()


def test_an_analysis_that_is_broken_off_leaves_the_parser_to_others() -> None:
    text = "“It floats,” said Anna Holt. “It sinks,” said Peter Lund."
    sentences = split(read_plain_text(text.encode(), "a.txt")).sentences

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError) as broken_off:  # it keeps the frames, and what they hold, alive
        analyse(text, sentences, progress=stop)

    assert broken_off.value is not None
    assert 2 == len(analyse(text, sentences))


class Watch:
    """Records progress: the values, and the longest time between two calls."""

    def __init__(self, *, most: float = float("inf")) -> None:
        self.told: list[int] = []
        self.longest = 0.0
        self._most = most
        self._last = time.process_time()

    def __call__(self, done: int, _total: int) -> None:
        now = time.process_time()
        self.longest, self._last = max(self.longest, now - self._last), now
        self.told.append(done)
        if len(self.told) > self._most:
            raise InterruptedError


@pytest.mark.parametrize(
    "piece", mostly_slow(["said ", "‘a 'b x” ", "‘a s’ x ", "“A.” ", "Anna Holt said it, "])
)
def test_one_long_paragraph_is_read_in_pieces_that_are_told(piece: str) -> None:
    text = piece * (10_000 // len(piece))
    sentences = split(read_plain_text(text.encode(), "a.txt")).sentences
    load_pipeline()
    watch = Watch()

    analyse(text, sentences, progress=watch)

    assert watch.longest < 5
    assert sorted(watch.told) == watch.told
    assert len(sentences) == watch.told[-1]


@pytest.mark.parametrize("most", [1, 5, 40])
def test_what_is_no_longer_wanted_ends_within_a_paragraph(most: int) -> None:
    text = "‘a 'b x” " * 60_000
    watch = Watch(most=most)
    begun = time.process_time()

    with pytest.raises(InterruptedError):
        analyse(text, [Sentence(0, len(text), 0)], progress=watch)

    assert time.process_time() - begun < 5
    assert most + 1 == len(watch.told)


@pytest.mark.parametrize("noun", ["novelist", "sailor", "lawyer"])
def test_a_profession_means_who_was_said_to_have_it(noun: str) -> None:
    text = f"Ruth Aldous, a {noun}, lives at the harbour. “Calm seas lie,” the {noun} said."

    assert [("Calm", "Ruth Aldous")] == list_quoted(text)
