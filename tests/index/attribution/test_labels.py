"""Accuracy on the labelled texts, which no change may lower.

`tests/data/README.md` says what to expect on other texts.
"""

from benchmarks.speech import LABELS, count_reports, read_labels, read_lines, score_quotations

QUOTATIONS = read_lines(LABELS / "quotations.jsonl")
REPORTS = read_lines(LABELS / "reports.jsonl")


def test_every_label_is_a_slice_of_its_text() -> None:
    for row in QUOTATIONS:
        words = [one["words"] for one in row["quotations"]]
        assert words == [row["text"][label.start : label.end] for label in read_labels(row)]


def test_there_are_enough_labels_of_both_halves() -> None:
    direct = [one for row in QUOTATIONS for one in row["quotations"] if one["speech"]]

    assert len(direct) >= 150
    assert len(REPORTS) >= 150
    assert {"tuning", "reporting"} == {row["half"] for row in (*QUOTATIONS, *REPORTS)}


def test_quotations_are_given_to_the_right_speaker_or_to_nobody() -> None:
    score = score_quotations([row for row in QUOTATIONS if row["half"] == "reporting"])

    assert score.right / score.attributed >= 0.95
    assert score.right / score.labelled >= 0.80


def test_indirect_speech_is_given_to_the_right_side_or_to_none() -> None:
    rows = [row for row in REPORTS if row["half"] == "reporting"]

    assert count_reports(rows) / len(rows) >= 0.90
