"""Follow-up questions: more quotations, the same question with other filters, or a new question.

No language model is used: names are those of the record; dates and phrases are patterns. A remark with
nothing but a name or a time keeps the question and changes its filters. Anything else is a new question, in
which a pronoun refers to the name in the question before.
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
from index.text.months import MONTHS
from index.text.word_lists import read_words

_MAX_NAME_WORDS: Final = 7
"""Longer runs of words are not looked up as names."""

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
"""Words that add nothing to a remark once its names and times have been taken out."""

_ELLIPTICAL: Final = re.compile(
    r"(?:and|or|but|only|what about|how about|since|until|before|after|in \d{4}|why|when|where)\b",
    re.IGNORECASE,
)
_MAX_ELLIPSIS_WORDS: Final = 6
"""A longer remark is a question of its own, even if it begins like an incomplete one."""

_PRONOUN: Final = re.compile(r"\b(?:it|they|them|he|she|him|the (?:company|firm|group))\b", re.IGNORECASE)
_ANYBODY: Final = re.compile(
    r"\b(?:any(?:one|body)|every(?:one|body)|(?:all|both|either)(?: (?:of them|sides?|parties))?)\b"
    r"(?: else)?",
    re.IGNORECASE,
)
_OTHER_SIDE: Final = re.compile(r"\bthe (?:other|opposite|opposing) (?:side|party|camp)\b", re.IGNORECASE)
_ANY_TIME: Final = re.compile(r"\b(?:at )?any (?:time|date|year)\b|\bwhenever\b|\ball years\b", re.IGNORECASE)

_MONTHS: Final = tuple(month[:3].casefold() for month in MONTHS)
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
    """A request that is no question: for more quotations, or for the speakers of those shown."""

    MORE = "more"
    WHO = "who"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilteredQuestion:
    """A question with its filters, as in `Filters`."""

    question: str
    party: str | None = None
    speaker: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is set."""
        return any(value is not None for value in (self.party, self.speaker, self.since, self.until))


def depends_on_answer(remark: str) -> bool:
    """Whether a remark is incomplete without the question before, as far as its form shows."""
    words = " ".join(remark.strip(" ?!.…").split())
    if _MORE.fullmatch(words) or _WHO.fullmatch(words):
        return True
    return _ELLIPTICAL.match(words) is not None and len(words.split()) <= _MAX_ELLIPSIS_WORDS


class FollowUpParser:
    """Parses follow-ups with the listed names and those of speakers on the record."""

    def __init__(
        self, parties: Parties, directory: SpeakerDirectory, content_stems: Callable[[str], list[str]]
    ) -> None:
        self._parties = parties
        self._directory = directory
        self._content_stems = content_stems

    def parse(
        self, remark: str, previous: FilteredQuestion, speakers: Collection[str] = ()
    ) -> FilteredQuestion | FollowUpIntent:
        """The new question, or a request. `speakers` are all on the record. Raises UnusableQuestion."""
        remark = _LEAD_IN.sub("", check_question(remark)) or remark
        words = " ".join(remark.rstrip(" ?!.…").split())
        if _MORE.fullmatch(words) or not words:
            return FollowUpIntent.MORE
        if _WHO.fullmatch(words):
            return FollowUpIntent.WHO
        changes, rest = _take_times(words)
        named, rest = self._take_names(rest, previous, speakers)
        if not set(re.findall(r"[^\W_]+", rest.casefold())) - _FILLERS and (changes or named):
            return replace(previous, **changes, **named)
        return self._ask_new(remark, previous, is_named=bool(named))

    def _ask_new(self, remark: str, previous: FilteredQuestion, *, is_named: bool) -> FilteredQuestion:
        if is_named:
            return replace(previous, question=remark, party=None, speaker=None)
        if not self._content_stems(remark):
            return replace(previous, question=f"{remark} {previous.question}")
        names = list(dict.fromkeys(name for name, _ in self._find_names(previous.question, ())))
        if names and _PRONOUN.search(remark):
            return replace(previous, question=_PRONOUN.sub(lambda _: names[0], remark, count=1))
        return replace(previous, question=remark)

    def _take_names(
        self, words: str, previous: FilteredQuestion, speakers: Collection[str]
    ) -> tuple[dict[str, Any], str]:
        """The filters for names in a remark, and the remark without the names."""
        if _OTHER_SIDE.search(words):
            others = [party for party in self._parties.contending if party != previous.party]
            other = others[0] if len(others) == 1 else None
            return {"party": other, "speaker": None}, _OTHER_SIDE.sub(" ", words)
        if _ANYBODY.search(words):
            return {"party": None, "speaker": None}, _ANYBODY.sub(" ", words)
        for name, (start, end) in self._find_names(words, speakers):
            return self._to_filters(name), f"{words[:start]} {words[end:]}"
        return {}, words

    def _to_filters(self, name: str) -> dict[str, Any]:
        """The filters for a name: of a party, or else of a speaker."""
        for party, side in self._parties.parties.items():
            if side.name == name:
                return {"party": party, "speaker": None}
        return {"party": None, "speaker": name}

    def _find_names(self, text: str, speakers: Collection[str]) -> Iterator[tuple[str, tuple[int, int]]]:
        """The names in a text, in the record's spelling, with their spans; names of more words come first."""
        words = list(re.finditer(r"[^\W_](?:[\w.&'’-]*\w)?", text))
        by_name = _list_by_name(speakers)
        for length in range(min(_MAX_NAME_WORDS, len(words)), 0, -1):
            for run in zip(*(words[start:] for start in range(length)), strict=False):
                start, end = run[0].start(), run[-1].end()
                name = self._find_name(text[start:end], by_name)
                if name is not None:
                    yield name, (start, end)

    def _find_name(self, words: str, by_name: dict[str, str]) -> str | None:
        words = re.sub(r"['’]s$", "", words)
        if words.casefold() in _FILLERS:
            return None
        listed = self._directory.find(words) or self._directory.find(words.upper())
        return listed.name if listed else by_name.get(words.casefold())


def _list_by_name(speakers: Collection[str]) -> dict[str, str]:
    """Speakers by their full name, and by their last name if no other speaker has it."""
    names = {speaker.casefold(): speaker for speaker in speakers}
    last: dict[str, list[str]] = {}
    for speaker in speakers:
        last.setdefault(speaker.casefold().split()[-1], []).append(speaker)
    return {**{name: full[0] for name, full in last.items() if len(full) == 1}, **names}


def _take_times(words: str) -> tuple[dict[str, Any], str]:
    """The filters for times in a remark, and the remark without the times."""
    if _ANY_TIME.search(words):
        return {"since": None, "until": None}, _ANY_TIME.sub(" ", words)
    changes: dict[str, Any] = {}
    for pattern, edges in _TIMES:
        match = pattern.search(words)
        spans = [_read_time(group) for group in match.groups()] if match else []
        if match and all(spans):
            for edge, span in zip(edges, spans, strict=True):
                changes.update(_limit(edge, *(span or (date.min, date.max))))
            words = f"{words[: match.start()]} {words[match.end() :]}"
            if changes.keys() == {"since", "until"}:
                break
    return changes, words


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
    """The first and last day of a written time; None if there is no such day."""
    partial = words
    if not re.fullmatch(r"[\d-]+", words):
        day, month, year = re.match(r"(?:(\d+) )?([a-z]{3})\D*(\d{4})", words, re.IGNORECASE).groups()  # type: ignore[union-attr]
        partial = f"{year}-{_MONTHS.index(month.casefold()) + 1:02}" + (f"-{int(day):02}" if day else "")
    try:
        return first_day(partial), last_day(partial)
    except ValueError:
        return None
