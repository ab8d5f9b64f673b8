"""Every sentence that moderators read while they add a document."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from discord.utils import format_dt

from index.ingestion.quality_checks import QualityWarning

# What Discord shows beside the command, its options and its menu.
ADD: Final = "For moderators: put a file, a page or a text on the record"
ADD_FILE: Final = "A file: PDF, Word, EPUB, RTF, text, Markdown or a web page"
ADD_TEXT: Final = "The text itself"
ADD_URL: Final = "The address of a page"
DOCUMENT: Final = "For moderators: the documents of this server"
MENU: Final = "Add to the record"

# The form for a source.
FORM_FILE: Final = "A file"
FORM_ONE: Final = "One of the three is needed."
FORM_TEXT: Final = "Or the text itself"
FORM_TITLE: Final = "Add to the record"
FORM_TITLE_ANSWER: Final = "Add a source that answers"
FORM_URL: Final = "Or the address of a page"
OPEN_AGAIN: Final = "Open the form again"

# The form for what is known of it.
EDIT_AUTHOR: Final = "Author"
EDIT_DATE: Final = "Date"
EDIT_DATE_HINT: Final = "Such as 2019-10-14, 2019-10 or 2019"
EDIT_LINK: Final = "Link"
EDIT_LINK_HINT: Final = "Where it is published, beginning with https://"
EDIT_PUBLISHER: Final = "Publisher"
EDIT_TITLE: Final = "What is this document?"
TITLE: Final = "Title"

# The preview.
ADD_ANYWAY: Final = "Add anyway"
ADD_NEW: Final = "Add as a new document"
ADD_NOW: Final = "Add"
ADD_VERSION: Final = "Add as a new version"
BEGINS: Final = "-# How it begins, as it will be quoted:"
CANCEL: Final = "Cancel"
CHOOSE_KIND: Final = "What sort of text is it?"
CHOOSE_PARTY: Final = "Whose side does it stand on?"
CHOOSE_SCOPE: Final = "Who is to see it?"
EDIT: Final = "Edit"
FOR_ALL: Final = "For everyone, in every server"
FOR_SERVER: Final = "For this server only"
KIND_CHOSEN: Final = "Kind: "
NO_SIDE: Final = "No side"
NOTHING_YET: Final = "**Preview.** Nothing of this is on the record yet."
NO_QUOTATIONS: Final = "no words in quotation marks"
SIDE_CHOSEN: Final = "Side: "
UNTITLED: Final = "No title yet"

CANCELLED: Final = "Cancelled. Nothing was added."
DRAFT_GONE: Final = (
    "This preview is over: it was added or cancelled, it was left alone for a quarter of an hour, or I was "
    "restarted since. To start again, use `/document add`."
)
EXPIRED: Final = (
    "This preview was left alone for a quarter of an hour and is over. Nothing was added. To start again, "
    "use `/document add`."
)
FORM_GONE: Final = (
    "That form is too old, or I was restarted since: I no longer know what it was for. Nothing was added. To "
    "start again, use `/document add`."
)
A_FILE: Final = "a file"
A_LINK: Final = "a link"
A_TEXT: Final = "a text"
THE_TEXT: Final = "the text"
NOTHING_IN_MESSAGE: Final = "There is no file, no link and no text in that message that could be added."
STOPPED: Final = "I am being restarted. Please try again in a minute."
TOO_MANY_DRAFTS: Final = (
    "Too many previews are open in this server, or too large ones. Add or cancel one, or wait: each is over "
    "after a quarter of an hour."
)
TOO_SLOW: Final = (
    "That takes too long to be read. Nothing was added. Add a part of it, or save it as text first."
)

# While it is added, and after.
ADDED_LATER: Final = (
    "I am being restarted. It is added as soon as I am back, and I tell you directly. You need not do "
    "anything."
)
LOOKING_FOR_QUESTIONS: Final = "It is on the record. Looking for questions that it answers …"
NOT_TRIED_AGAIN: Final = (
    "I ended a second time meanwhile. `/document list` shows whether it is there; if not, use "
    "`/document add` again, and tell whoever runs me."
)
SAMPLES: Final = "Questions that it answers:"
STARTING: Final = "Waiting for its turn …"
UNDO: Final = (
    "-# Added by mistake? `/document undo` takes it back; `/document edit` corrects what is said of it."
)
UNTOUCHED: Final = "The preview is as it was."

_LANGUAGES: Final = {
    "ar": "Arabic",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hu": "Hungarian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}

_PROBLEMS: Final = {
    "title": "It needs a title, of at most 1,000 characters. Press *Edit* to give it one.",
    "published": "I cannot read the date “{value}”. Write it as 2019-10-14, 2019-10 or 2019.",
    "url": "“{value}” is not a link. It has to be whole, such as https://example.org, without spaces in it.",
}
_WITHOUT_HIDDEN: Final = "Press *Edit* and type it again."


def problem(field: str, value: str, hidden: str | None = None) -> str:
    """What does not fit in what is known of a source. `value` is as it was typed.

    `hidden` is the number of a character in it that cannot be seen, where there is one.
    """
    sentence = _PROBLEMS.get(field, "The {field} does not fit: “{value}”. Press *Edit* to change it.")
    if hidden:
        sentence = "The {field} contains a character that cannot be seen ({hidden}): “{value}”. {remedy}"
    return f"⚠️ {sentence.format(field=field, value=value, hidden=hidden, remedy=_WITHOUT_HIDDEN)}"


def doubt(what: QualityWarning, *, language: str | None, usual: str) -> str:
    """What makes a text doubtful."""
    told = {
        QualityWarning.CONSENT: (
            "This reads like a page about cookies and consent, not like the article behind it."
        ),
        QualityWarning.LINKS: "This reads like a list of links or titles, not like a text.",
        QualityWarning.NOISE: "Many of its words are no words: it may have been read badly from a scan.",
        QualityWarning.LANGUAGE: (
            f"This seems to be in {_name(language or '')}; most of the record is in {_name(usual)}. "
            "Who said what is looked for by English rules."
        ),
    }
    return f"⚠️ {told[what]}"


def _name(code: str) -> str:
    return _LANGUAGES.get(code, f"a language with the code {code}")


def count(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many}"


def measures(*, characters: int, words: int, sentences: int, pages: int | None) -> str:
    """How long a text is."""
    told = [
        count(characters, "character", "characters"),
        count(words, "word", "words"),
        count(sentences, "sentence", "sentences"),
        count(pages, "page", "pages") if pages is not None else "",
    ]
    return " · ".join(filter(None, told))


def quotations_found(number: int, speakers: Sequence[str], left_out: int) -> str:
    """How many direct quotations a text has, and whose."""
    if number == 0:
        return NO_QUOTATIONS
    names = [*speakers, *([f"{left_out} more"] if left_out else [])]
    *others, last = names or ["nobody who is named"]
    who = f"{', '.join(others)} and {last}" if others else last
    return f"{count(number, 'direct quotation', 'direct quotations')}, of {who}"


def no_title() -> str:
    """In the place of a title."""
    return f"*{UNTITLED}*"


def twin(title: str, document: str) -> str:
    """For what is on the record already. `title` may be a link."""
    return f"That is on the record already, as {title}. There is nothing to add.\n-# ID {document}"


def renews(title: str, document: str) -> str:
    """For another text of a link that is on the record."""
    told = f"The record has an older text of this link: {title}. This can be a new version of it."
    return f"{told}\n-# ID {document}"


def alike(title: str, document: str, share: float) -> str:
    """For what is much like a document on the record."""
    return f"{title}: {share:.0%} of the shorter text stands in both\n-# ID {document}"


ALIKE: Final = "The record has something much like it:"


def expires(at: datetime) -> str:
    """When a preview is over."""
    return f"-# Left alone, this preview is over {format_dt(at, 'R')}."


def for_question(question: str) -> str:
    """Which question a document is to answer."""
    return f"-# To answer: {question}"


def reading(name: str) -> str:
    """While a source is read."""
    return f"Reading {name} …"


def adding(title: str, step: str) -> str:
    """While a document is added."""
    return f"Adding **{title}**\n{step}"


def encoding(done: int, total: int) -> str:
    """How many texts of how many are encoded."""
    return f"Making it searchable, {done:,} of {total:,} …"


def too_many_sources(most: int, again: datetime) -> str:
    """For a moderator who gives more sources than may be read."""
    return (
        f"You've reached the limit of {count(most, 'source', 'sources')} for now. Nothing was read. "
        f"You can try again {format_dt(again, 'R')}."
    )


def looking_for_speakers(done: int, total: int) -> str:
    """How much of a text's speech is read."""
    return f"Looking for who says what, {done:,} of {total:,} …"


def added(title: str, document: str, *, version: int, is_for_all: bool) -> str:
    """After a document is added. `title` may be a link."""
    what = f"Version {version} of {title} is" if version > 1 else f"{title} is"
    return f"{what} on the record now.\n-# {FOR_ALL if is_for_all else FOR_SERVER} · ID {document}"


def sample_question(speaker: str | None, subject: str) -> str:
    """A question about a subject that stands in a document."""
    if speaker is None:
        return f"What does the record say about {subject}?"
    return f"What did {speaker} say about {subject}?"


def too_large(name: str, most: int) -> str:
    """For a file with more bytes than are taken."""
    return f"{name} is larger than {most // 1_000_000} MB. Add a part of it, or its text alone."


def too_long(characters: int, most: int) -> str:
    """For a text with more characters than are taken."""
    return f"That has {characters:,} characters; at most {most:,} are added from here. Add it in parts."


def one_source(given: Sequence[str]) -> str:
    """For none or several of file, link and text."""
    if not given:
        return "There is nothing to add. Give a file, a link or a text."
    return f"You gave {' and '.join(given)}. Give one of them: each is a document of its own."


def file_unavailable(name: str) -> str:
    """For a file that Discord does not give out."""
    return f"Discord does not give out {name}. Upload it again."


def added_later(title: str, wanted: str) -> str:
    """For whoever accepted what was added after a restart; the title is escaped."""
    return f"I was restarted while I added *{title}*. It is on the record now. ID {wanted}"


def not_added_later(title: str, why: str) -> str:
    """The same of what could not be added then."""
    return f"I was restarted while I added *{title}*, and could not add it afterwards. {why}"
