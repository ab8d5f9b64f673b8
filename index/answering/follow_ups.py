"""What a remark after an answer asks: more, the same of somebody else or another time, or something new.

No language model: names are those of the record, dates and a few turns of phrase are patterns. What is asked
of somebody or of a time, and of nothing else, keeps the question; anything else is a question of its own, in
which a pronoun stands for whom the question before named.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from index.answering.question import check_question
from index.attribution.speaker_directory import SpeakerDirectory
from index.domain.dates import first_day, last_day
from index.domain.party import Parties
from index.text.word_lists import read_words

_MAX_NAME_WORDS: Final = 7
"""Words."""

_MORE: Final = re.compile(
    r"(?:(?:and|any|some|show|give|tell|me|is|there) )*"
    r"(?:more|next|others?|another|(?:any|some|what)(?:thing)? else|continue|go on)"
    r"(?: (?:one|ones|quotations?|quotes?|please|of (?:it|that|this|them|these|those)))*",
    re.IGNORECASE,
)
_WHO: Final = re.compile(
    r"(?:(?:and|but|so) )?(?:"
    r"who(?: else)? (?:says?|said|wrote|claims?|claimed|told|stated|is (?:that|this|it))\b.{0,12}"
    r"|says who|whose words are (?:that|these|those)"
    r"|(?:what(?:'s| is| are) )?(?:the|your)? ?sources?(?: for (?:that|this))?)",
    re.IGNORECASE,
)
_LEAD_IN: Final = re.compile(r"^(?:(?:and|but|or|so|then|ok|okay|well|yes|no|also)\b[\s,]*)+", re.IGNORECASE)
_FILLERS: Final = read_words(__package__, "fillers")
"""What says nothing of what is asked, once it is known of whom and of when."""

_ELLIPTICAL: Final = re.compile(
    r"(?:and|or|but|only|what about|how about|since|until|before|after|in \d{4}|why|when|where)\b",
    re.IGNORECASE,
)
_MAX_ELLIPSIS_WORDS: Final = 6
"""Words."""

_PRONOUN: Final = re.compile(r"\b(?:it|they|them|he|she|him|the (?:company|firm|group))\b", re.IGNORECASE)
_ANYBODY: Final = re.compile(
    r"\b(?:any(?:one|body)|every(?:one|body)|(?:all|both|either)(?: (?:of them|sides?|parties))?)\b"
    r"(?: else)?",
    re.IGNORECASE,
)
_OTHER_SIDE: Final = re.compile(r"\bthe (?:other|opposite|opposing) (?:side|party|camp)\b", re.IGNORECASE)
_ANY_TIME: Final = re.compile(r"\b(?:at )?any (?:time|date|year)\b|\bwhenever\b|\ball years\b", re.IGNORECASE)

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY: Final = (
    r"(\d{4}-\d\d(?:-\d\d)?(?!\d)|(?:(?:\d{1,2} )?(?:"
    + "|".join(_MONTHS)
    + r")[a-z]{0,6}\.?,? )?(?:1[89]|20)\d\d(?!\d))"
)
_TIMES: Final = [
    (re.compile(rf"\b{before}\s*{_DAY}{after}", re.IGNORECASE), edges)
    for before, after, edges in (
        (rf"(?:between|from)\s+{_DAY}\s+(?:and|to|until|till)\s+", "", ("first", "last")),
        (r"(?:since|from|starting(?: in| from)?)\s", r"(?: on| onwards?)?", ("first",)),
        (r"(?:after|later than)\s", "", ("after",)),
        (r"(?:until|till|up to|through|by)\s", "", ("last",)),
        (r"(?:before|earlier than|prior to)\s", "", ("before",)),
        (r"(?:(?:in|during|of|for|on)\s)?", "", ("whole",)),
    )
]


class FollowUpIntent(StrEnum):
    """What a remark asks that is no question: further quotations, or who said those that are shown."""

    MORE = "more"
    WHO = "who"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilteredQuestion:
    """A question, and what narrows it down; see `Filters`."""

    question: str
    party: str | None = None
    speaker: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether it is asked of a part of the record only."""
        return any(one is not None for one in (self.party, self.speaker, self.since, self.until))


class FollowUpParser:
    """Reads remarks by the names that a team listed, and those of the speakers on the record."""

    def __init__(
        self, parties: Parties, directory: SpeakerDirectory, content_stems: Callable[[str], list[str]]
    ) -> None:
        self._parties = parties
        self._directory = directory
        self._content_stems = content_stems

    @staticmethod
    def depends(said: str) -> bool:
        """Whether a remark asks nothing by itself, as far as its form tells."""
        remark = " ".join(said.strip(" ?!.…").split())
        if _MORE.fullmatch(remark) or _WHO.fullmatch(remark):
            return True
        return _ELLIPTICAL.match(remark) is not None and len(remark.split()) <= _MAX_ELLIPSIS_WORDS

    def parse(
        self, said: str, before: FilteredQuestion, speakers: Collection[str] = ()
    ) -> FilteredQuestion | FollowUpIntent:
        """What is asked now. `speakers` are all on the record. Raises UnusableQuestion."""
        said = _LEAD_IN.sub("", check_question(said)) or said
        remark = " ".join(said.rstrip(" ?!.…").split())
        if _MORE.fullmatch(remark) or not remark:
            return FollowUpIntent.MORE
        if _WHO.fullmatch(remark):
            return FollowUpIntent.WHO
        changes, rest = _take_times(remark)
        named, rest = self._take_names(rest, before, speakers)
        if not set(re.findall(r"[^\W_]+", rest.casefold())) - _FILLERS and (changes or named):
            return replace(before, **changes, **named)
        return self._ask_anew(said, before, is_named=bool(named))

    def _ask_anew(self, said: str, before: FilteredQuestion, *, is_named: bool) -> FilteredQuestion:
        if is_named:
            return replace(before, question=said, party=None, speaker=None)
        if not self._content_stems(said):
            return replace(before, question=f"{said} {before.question}")
        names = list(dict.fromkeys(found for found, _ in self._find_names(before.question, ())))
        if names and _PRONOUN.search(said):
            return replace(before, question=_PRONOUN.sub(lambda _: names[0], said, count=1))
        return replace(before, question=said)

    def _take_names(
        self, remark: str, before: FilteredQuestion, speakers: Collection[str]
    ) -> tuple[dict[str, Any], str]:
        """Whose words are wanted, and the remark without their names."""
        if _OTHER_SIDE.search(remark):
            others = [party for party in self._parties.contending if party != before.party]
            other = others[0] if len(others) == 1 else None
            return {"party": other, "speaker": None}, _OTHER_SIDE.sub(" ", remark)
        if _ANYBODY.search(remark):
            return {"party": None, "speaker": None}, _ANYBODY.sub(" ", remark)
        for name, (start, end) in self._find_names(remark, speakers):
            return self._tell_side(name), f"{remark[:start]} {remark[end:]}"
        return {}, remark

    def _tell_side(self, name: str) -> dict[str, Any]:
        """A side by its name, or a speaker."""
        for party, side in self._parties.parties.items():
            if side.name == name:
                return {"party": party, "speaker": None}
        return {"party": None, "speaker": name}

    def _find_names(self, text: str, speakers: Collection[str]) -> Iterator[tuple[str, tuple[int, int]]]:
        """The names in a text, as the record writes them, and where they stand; the longest first."""
        words = list(re.finditer(r"[^\W_](?:[\w.&'’-]*\w)?", text))
        by_name = _list_by_name(speakers)
        for length in range(min(_MAX_NAME_WORDS, len(words)), 0, -1):
            for run in zip(*(words[start:] for start in range(length)), strict=False):
                start, end = run[0].start(), run[-1].end()
                found = self._find_name(text[start:end], by_name)
                if found is not None:
                    yield found, (start, end)

    def _find_name(self, words: str, by_name: dict[str, str]) -> str | None:
        words = re.sub(r"['’]s$", "", words)
        if words.casefold() in _FILLERS:
            return None
        known = self._directory.find(words) or self._directory.find(words.upper())
        return known.name if known else by_name.get(words.casefold())


def _list_by_name(speakers: Collection[str]) -> dict[str, str]:
    """Each speaker by their whole name, and by their last one where only they have it."""
    names = {speaker.casefold(): speaker for speaker in speakers}
    last: dict[str, list[str]] = {}
    for speaker in speakers:
        last.setdefault(speaker.casefold().split()[-1], []).append(speaker)
    return {**{name: found[0] for name, found in last.items() if len(found) == 1}, **names}


def _take_times(remark: str) -> tuple[dict[str, Any], str]:
    """From when and until when, and the remark without it."""
    if _ANY_TIME.search(remark):
        return {"since": None, "until": None}, _ANY_TIME.sub(" ", remark)
    changes: dict[str, Any] = {}
    for pattern, edges in _TIMES:
        found = pattern.search(remark)
        spans = [_read_time(words) for words in found.groups()] if found else []
        if found and all(spans):
            for edge, span in zip(edges, spans, strict=True):
                changes.update(_limit(edge, *(span or (date.min, date.max))))
            remark = f"{remark[: found.start()]} {remark[found.end() :]}"
            if changes.keys() == {"since", "until"}:
                break
    return changes, remark


def _limit(edge: str, first: date, last: date) -> dict[str, date]:
    day = timedelta(days=1)
    return {
        "first": {"since": first},
        "last": {"until": last},
        "after": {"since": last + day},
        "before": {"until": first - day},
        "whole": {"since": first, "until": last},
    }[edge]


def _read_time(words: str) -> tuple[date, date] | None:
    """The first and the last day of a time as people write it; None where there is no such day."""
    partial = words
    if not re.fullmatch(r"[\d-]+", words):
        day, month, year = re.match(r"(?:(\d+) )?([a-z]{3})\D*(\d{4})", words, re.IGNORECASE).groups()  # type: ignore[union-attr]
        partial = f"{year}-{_MONTHS.index(month.casefold()) + 1:02}" + (f"-{int(day):02}" if day else "")
    try:
        return first_day(partial), last_day(partial)
    except ValueError:
        return None
