"""The speakers and parties of a version's sentences."""

import numpy as np
import pytest

from index.attribution.sentence_attribution import (
    NO_SINGLE_SPEAKER,
    NO_SPEECH,
    Attribution,
    SentenceAttribution,
    attribute_sentences,
)
from index.attribution.speaker_directory import SpeakerDirectory
from index.domain.document import NO_PARTY, Document
from index.domain.party import Parties
from index.domain.utterance import Manner, Utterance
from index.reading.plain_text import read_plain_text
from index.splitting.passages import split
from index.store.rows import StoredVersion
from index.store.speech import Correction, StoredSpeech

TEXT = "Ann said “it floats”. Bob told the club that it sinks. The quay is long. Cid shouted “no”."
KNOWN = SpeakerDirectory(
    Parties.model_validate(
        {
            "parties": {
                "sea": {"name": "Sea", "speakers": [{"name": "Ann Holt", "aliases": ["Ann"]}]},
                "land": {"name": "Land", "speakers": [{"name": "Bob"}, {"name": "Quay Office"}]},
            }
        }
    )
)


def span_of(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def direct(words: str, speaker: str | None, body: str | None = None) -> Utterance:
    return Utterance(*span_of(words), Manner.DIRECT, speaker, body)


def indirect(words: str, speaker: str | None) -> Utterance:
    return Utterance(*span_of(words), Manner.INDIRECT, speaker)


def work_out(
    *utterances: Utterance,
    corrections: tuple[Correction, ...] = (),
    kind: str = "article",
    author: str | None = None,
    party: str = "press",
) -> SentenceAttribution:
    reading = read_plain_text(TEXT.encode(), "a.txt")
    document = Document(
        title="A",
        kind=kind,
        author=author,
        party=party,
        id="a",
        version=1,
        media_type="text/plain",
        original="0",
        sha256="0",
        added="",
        text=reading.text,
    )
    version = StoredVersion(1, "abcd", False, document, split(reading), (), np.zeros((4, 1), np.float32))
    return attribute_sentences(version, StoredSpeech(utterances, corrections), KNOWN)


SAID = (
    direct("it floats", "Ann"),
    indirect("Bob told the club that it sinks.", "Bob"),
    direct("no", "Cid"),
)


def test_a_window_has_the_only_speaker_of_its_quotations() -> None:
    sides = work_out(*SAID)

    assert Attribution("Ann Holt", None, "sea") == sides.of(0, 0)
    assert Attribution("Ann Holt", "land", "sea") == sides.of(0, 1)
    assert Attribution(None, "land", "land") == sides.of(1, 2)
    assert Attribution(None, None, "press") == sides.of(2, 2)
    assert Attribution("Cid", None, "press") == sides.of(3, 3)
    assert sides.of(0, 3).speaker is None


def test_one_quotation_that_nobody_answers_for_leaves_a_window_unattributed() -> None:
    sides = work_out(direct("it floats", "Ann"), direct("no", None))

    assert None is sides.of(0, 3).speaker
    assert Attribution(None, None, "press") == sides.of(3, 3)


def test_several_sides_reported_are_none() -> None:
    sides = work_out(
        indirect("Bob told the club that it sinks.", "Bob"), indirect("The quay is long.", "Ann")
    )

    assert Attribution(None, None, "press") == sides.of(1, 2)


def test_every_side_that_has_its_say_in_a_window_is_heard_in_it() -> None:
    both = indirect("Bob told the club that it sinks.", "Ann")
    sides = work_out(*SAID, both, direct("The quay is long.", None))

    assert [{"sea"}, {"sea", "land"}, set()] == [sides.parties_in(n, n) for n in range(3)]
    assert {"sea", "land"} == sides.parties_in(0, 3)


def test_a_body_gives_its_side_to_whoever_speaks_for_it() -> None:
    sides = work_out(direct("no", None, "Quay Office"), direct("it floats", "Eve", "Quay Office"))

    assert Attribution(None, None, "land") == sides.of(3, 3)
    assert Attribution("Eve", None, "land") == sides.of(0, 0)


@pytest.mark.parametrize("kind", ["letter", "submission", "statement"])
def test_an_author_says_their_own_text_but_not_what_they_quote(kind: str) -> None:
    sides = work_out(direct("it floats", "Ann"), kind=kind, author="Dora", party="land")

    assert Attribution("Dora", None, "land") == sides.of(2, 2)
    assert Attribution("Ann Holt", None, "sea") == sides.of(0, 0)
    assert None is sides.of(0, 1).speaker


def test_an_author_brings_their_side_where_the_document_has_none() -> None:
    assert "land" == work_out(kind="letter", author="Bob", party=NO_PARTY).of(2, 2).party


def test_a_correction_goes_before_what_was_found_and_the_last_one_counts() -> None:
    first = Correction(*span_of("Ann said “it floats”."), "Bob")
    second = Correction(*span_of("Ann said “it floats”."), None)

    assert Attribution("Bob", None, "land") == work_out(*SAID, corrections=(first,)).of(0, 0)
    assert Attribution(None, None, "press") == work_out(*SAID, corrections=(first, second)).of(0, 0)
    assert Attribution("Bob", "land", "land") == work_out(*SAID, corrections=(second, first)).of(0, 1)


def test_a_span_has_the_sides_of_the_sentences_that_it_touches() -> None:
    sides = work_out(*SAID)

    assert sides.of(0, 1) == sides.of_span((3, span_of("it sinks")[0]))
    assert sides.of(2, 2) == sides.of_span(span_of("The quay is long."))


def test_arrays_tell_of_many_windows_what_one_is_told() -> None:
    sides = work_out(*SAID, kind="letter", author="Dora")
    windows = [(first, last) for first in range(4) for last in range(first, 4)]
    first, last = np.array(windows).T

    speakers, parties = sides.merge_speakers(first, last), sides.merge_parties(first, last)

    for number, window in enumerate(windows):
        expected = sides.of(*window)
        assert expected.speaker == (sides.speakers[speakers[number]] if speakers[number] >= 0 else None)
        assert expected.party == sides.parties[parties[number]]


def test_windows_are_selected_by_side_and_by_a_part_of_a_speakers_name() -> None:
    sides = work_out(*SAID)
    number = np.arange(4)

    def select(party: str | None = None, speaker: str | None = None) -> list[bool]:
        return sides.select(number, number, party=party, speaker=speaker).tolist()

    assert [True, True, True, True] == select()
    assert [False, True, False, False] == select(party="land")
    assert [True, False, False, False] == select(speaker="holt")
    assert [False, False, True, True] == select(party="press")
    assert [False, False, False, False] == select(party="press", speaker="holt")
    assert [False, False, False, False] == select(party="moon")


def test_no_windows_have_no_sides() -> None:
    none = np.array([], np.int64)

    assert ([], []) == (
        work_out().merge_parties(none, none).tolist(),
        work_out().select(none, none, party="sea", speaker="a").tolist(),
    )


def test_codes_tell_silence_from_not_knowing() -> None:
    sides = work_out(direct("no", None))

    assert [NO_SPEECH, NO_SPEECH, NO_SPEECH, NO_SINGLE_SPEAKER] == sides.speaker.tolist()
