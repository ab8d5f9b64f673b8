"""Measures speech attribution: speakers of direct quotations, and parties of indirect speech.

    python -m benchmarks.speech [--half tuning] [--misses]

On our own labelled texts (`tests/data/README.md` describes them) and, if the folder of collections has it,
LitBank's quotations in fiction (Sims and Bamman 2020), on which nothing is tuned.

- *Precision*: of the quotations attributed to a speaker, the share attributed correctly. An attributed title
  or scare quote counts as an error. *Recall*: of the quotations with a speaker, the share attributed
  correctly.
- A speaker is correct if the name equals the labelled one, apart from titles and articles.
- In LitBank a speaker is an entity, named by its first mention (`a_private_tutor-67`, `Mr._Guppy-17`). A
  speaker is correct if the names share a word, apart from titles; entities that are never named can only be
  missed. Texts have no paragraphs: a sentence that begins with a quotation mark begins one.
- `reports` is correct if the party equals the labelled one, or if both are none.
"""

import argparse
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final

import yaml

from index.attribution.analysis import analyse
from index.attribution.lexicon import HONORIFICS
from index.attribution.speaker_directory import SpeakerDirectory
from index.corpus.parties_file import read_parties
from index.domain.party import Parties
from index.domain.utterance import Manner, Utterance
from index.evaluation.statistics import share_interval
from index.reading.plain_text import read_plain_text
from index.splitting.passages import Sentence, split

ROOT: Final = Path(__file__).resolve().parents[1]
LABELS: Final = ROOT / "tests" / "data"
_ARTICLES: Final = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True)
class Label:
    """A quotation with the names of its speakers; empty if the text does not name any."""

    start: int
    end: int
    speakers: tuple[str, ...]
    is_speech: bool = True


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of quotations: with a labelled speaker, attributed, and attributed correctly."""

    labelled: int = 0
    attributed: int = 0
    right: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.labelled + other.labelled, self.attributed + other.attributed, self.right + other.right
        )


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_labels(row: Mapping[str, Any]) -> list[Label]:
    """The labels of a line of `quotations.jsonl`."""
    return [
        Label(one["start"], one["end"], tuple(one["speakers"]), one["speech"]) for one in row["quotations"]
    ]


def analyse_text(text: str, directory: SpeakerDirectory | None = None) -> tuple[Utterance, ...]:
    """The utterances of a plain text."""
    reading = read_plain_text(text.encode("utf-8"), "text")
    return analyse(text, split(reading).sentences, gazetteer=directory.gazetteer if directory else None)


def score_text(labels: Sequence[Label], utterances: Sequence[Utterance], *, loosely: bool = False) -> Score:
    """The score of the utterances of one text. `loosely`: names need only share a word."""
    return Score(
        labelled=sum(bool(label.speakers) for label in labels),
        attributed=sum(one.speaker is not None for one in _list_direct(utterances)),
        right=sum(is_right(label, utterances, loosely=loosely) for label in labels),
    )


def is_right(label: Label, utterances: Sequence[Utterance], *, loosely: bool = False) -> bool:
    """Whether a quotation with labelled speakers is attributed to them only."""
    own = [one.speaker for one in _list_direct(utterances) if one.start < label.end and label.start < one.end]
    fits = _shares_word if loosely else _is_same
    return bool(own and label.speakers) and all(
        speaker is not None and any(fits(speaker, name) for name in label.speakers) for speaker in own
    )


def _list_direct(utterances: Sequence[Utterance]) -> list[Utterance]:
    return [one for one in utterances if one.manner == Manner.DIRECT]


def _reduce(name: str) -> list[str]:
    words = re.findall(r"[\w’'.&-]+", name.casefold())
    return [word for word in words if word.rstrip(".") not in HONORIFICS and word not in _ARTICLES]


def _is_same(name: str, label: str) -> bool:
    return _reduce(name) == _reduce(label)


def _shares_word(name: str, label: str) -> bool:
    return bool(set(_reduce(name)) & set(_reduce(label)))


def score_quotations(rows: Sequence[Mapping[str, Any]], *, print_misses: bool = False) -> Score:
    """The score of all texts of `quotations.jsonl`."""
    total = Score()
    for row in rows:
        utterances, labels = analyse_text(row["text"]), read_labels(row)
        total += score_text(labels, utterances)
        if print_misses:
            _print_misses(row["id"], row["text"], labels, utterances)
    return total


def _print_misses(name: str, text: str, labels: Sequence[Label], utterances: Sequence[Utterance]) -> None:
    for label in labels:
        own = [one for one in _list_direct(utterances) if one.start < label.end and label.start < one.end]
        speakers = [one.speaker for one in own if one.speaker]
        if (label.speakers and not is_right(label, utterances)) or (not label.speakers and speakers):
            cues = [text[slice(*one.cue)] for one in own if one.cue]
            print(
                f"  {name}: {text[label.start : label.end][:50]!r} {label.speakers} got {speakers} by {cues}"
            )
    spans = [(label.start, label.end) for label in labels]
    for one in _list_direct(utterances):
        if one.speaker and not any(one.start < end and start < one.end for start, end in spans):
            print(f"  {name}: {text[one.start : one.end][:50]!r} is no quotation, got {one.speaker}")


def read_disputes() -> dict[str, SpeakerDirectory]:
    """The speakers of each dispute in `reports.jsonl`, including the corpus folder's."""
    invented = yaml.safe_load((LABELS / "disputes.yaml").read_text(encoding="utf-8"))
    directories = {
        name: SpeakerDirectory(Parties.model_validate(values)) for name, values in invented.items()
    }
    return directories | {"corpus": SpeakerDirectory(read_parties(ROOT / "corpus"))}


def find_reports(sentence: str, directory: SpeakerDirectory) -> str | None:
    """The party whose position a sentence gives; None if there is none, or several."""
    utterances = analyse_text(sentence, directory)
    indirect = [one for one in utterances if one.manner == Manner.INDIRECT]
    parties = {directory.party(one.speaker) or directory.party(one.body) for one in indirect}
    return parties.pop() if len(parties) == 1 else None


def count_reports(rows: Sequence[Mapping[str, Any]], *, print_misses: bool = False) -> int:
    """The number of sentences of `reports.jsonl` attributed to the right party, or rightly to none."""
    disputes = read_disputes()
    right = 0
    for row in rows:
        party = find_reports(row["sentence"], disputes[row["dispute"]])
        right += party == row["reports"]
        if print_misses and party != row["reports"]:
            print(f"  {row['id']}: {row['sentence']!r} {row['reports']} got {party}")
    return right


def read_fiction(path: Path) -> Iterator[tuple[str, list[Sentence], list[Label]]]:
    """The texts of LitBank, joined from their words, with their sentences and labels."""
    for row in read_lines(path):
        words = [word for sentence in row["sentences"] for word in sentence]
        text, spans = join_words(words)
        firsts = list(accumulate(map(len, row["sentences"]), initial=0))
        bounds = [(start, end) for start, end in pairwise(firsts) if start < end]
        blocks = accumulate(int(words[start] in "“\"'‘`") for start, _ in bounds)
        sentences = [
            Sentence(spans[start][0], spans[end - 1][1], block)
            for (start, end), block in zip(bounds, blocks, strict=True)
        ]
        labels = [
            Label(spans[firsts[a] + b][0], spans[firsts[c] + d][1], (_name_entity(one["speaker"]),))
            for one in row["quotes"]
            for (a, b), (c, d) in [(one["start"], one["end"])]
        ]
        yield text, sentences, labels


def _name_entity(speaker: str | None) -> str:
    return re.sub(r"-\d+$", "", speaker or "").replace("_", " ")


def join_words(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Words joined with normal spacing, and their half-open offsets."""
    text, spans, opened = "", [], {'"': False, "'": False}
    is_glued = True
    for word in words:
        opens = word in "“‘([" or (word in opened and not opened[word])
        if word in opened:
            opened[word] = not opened[word]
        is_ending = re.match(r"[,.;:!?)\]”’]|'\w|n't$", word) or (word in opened and not opens)
        text += "" if is_glued or is_ending else " "
        spans.append((len(text), len(text) + len(word)))
        text += word
        is_glued = opens
    return text, spans


def score_fiction(path: Path) -> Score:
    """The score of all texts of LitBank."""
    total = Score()
    for text, sentences, labels in read_fiction(path):
        total += score_text(labels, analyse(text, sentences), loosely=True)
    return total


def describe_score(name: str, score: Score) -> str:
    """A line with precision and recall, their counts and 95% confidence intervals."""
    return (
        f"{name:34} precision {describe_share(score.right, score.attributed)}   "
        f"recall {describe_share(score.right, score.labelled)}"
    )


def describe_share(part: int, whole: int) -> str:
    """A share with its counts and 95% confidence interval (Wilson)."""
    low, high = share_interval(part, whole)
    return f"{part / whole if whole else 0:.3f} ({part} of {whole}; {low:.3f} to {high:.3f})"


def main() -> None:
    """Measure on the labelled texts, and on LitBank if it is available."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=["tuning", "reporting"], help="only that half of our texts")
    parser.add_argument("--misses", action="store_true", help="list what is wrong")
    options = parser.parse_args()
    halves = [options.half] if options.half else ["tuning", "reporting"]
    for half in halves:
        rows = [row for row in read_lines(LABELS / "quotations.jsonl") if row["half"] == half]
        print(describe_score(f"quotations, {half} half", score_quotations(rows, print_misses=options.misses)))
    for half in halves:
        rows = [row for row in read_lines(LABELS / "reports.jsonl") if row["half"] == half]
        right = count_reports(rows, print_misses=options.misses)
        print(f"{f'reports, {half} half':34} right {describe_share(right, len(rows))}")
    if options.half is None:
        shared = Path(os.environ.get("RECORD_COLLECTIONS") or ROOT.parent / "shared")
        path = shared / "benchmarks" / "litbank_quotes" / "quotes.jsonl"
        if path.exists():
            print(describe_score("fiction (LitBank)", score_fiction(path)))
        else:
            print(f"fiction (LitBank): not in {path.parent}; name its folder in RECORD_COLLECTIONS")


if __name__ == "__main__":
    main()
