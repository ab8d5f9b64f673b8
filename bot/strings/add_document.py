"""The sentences of adding a document."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from discord.utils import format_dt

from bot.strings.plural import count
from index import QualityWarning

# Descriptions of the command and its options, and the name of its menu.
ADD: Final = "For moderators: add a file, a web page or text to the record"
ADD_FILE: Final = "A PDF, Word, EPUB, RTF, HTML, Markdown or plain text file"
ADD_TEXT: Final = "The text itself"
ADD_URL: Final = "The address of a web page"
DOCUMENT: Final = "For moderators: manage the documents of this server"
MENU: Final = "Add to the record"

# The form for a source.
FORM_FILE: Final = "File"
FORM_ONE: Final = "Fill in one of the three."
FORM_TEXT: Final = "Or the text itself"
FORM_TITLE: Final = "Add to the record"
FORM_TITLE_ANSWER: Final = "Add a source that answers this"
FORM_URL: Final = "Or the address of a web page"
OPEN_AGAIN: Final = "Reopen the form"

# The form for its details.
EDIT_AUTHOR: Final = "Author"
EDIT_DATE: Final = "Date"
EDIT_DATE_HINT: Final = "For example 2019-10-14, 2019-10 or 2019"
EDIT_LINK: Final = "Link"
EDIT_LINK_HINT: Final = "Where it was published, starting with https://"
EDIT_PUBLISHER: Final = "Publisher"
EDIT_TITLE: Final = "Details of this document"
TITLE: Final = "Title"

# The preview.
ADD_ANYWAY: Final = "Add anyway"
ADD_NEW: Final = "Add as a new document"
ADD_NOW: Final = "Add"
ADD_VERSION: Final = "Add as a new version"
BEGINS: Final = "-# Beginning of the text, exactly as it will be quoted:"
CANCEL: Final = "Cancel"
CHOOSE_KIND: Final = "What kind of document is it?"
CHOOSE_PARTY: Final = "Which side is it from?"
CHOOSE_SCOPE: Final = "Who can see it?"
EDIT: Final = "Edit"
FOR_ALL: Final = "Shared with all servers"
FOR_SERVER: Final = "This server only"
KIND_CHOSEN: Final = "Kind: "
NO_SIDE: Final = "No side"
NOTHING_YET: Final = "**Preview.** Nothing has been added to the record yet."
NO_QUOTATIONS: Final = "no direct quotations"
SIDE_CHOSEN: Final = "Side: "
UNTITLED: Final = "No title yet"

CANCELLED: Final = "Cancelled. Nothing was added."
DRAFT_GONE: Final = (
    "This preview is closed: it was added, cancelled or left for 15 minutes, or the bot restarted. To start "
    "again, use `/document add`."
)
EXPIRED: Final = (
    "This preview was left for 15 minutes and has expired. Nothing was added. To start again, use "
    "`/document add`."
)
FORM_GONE: Final = (
    "That form has expired, or the bot restarted since you opened it. Nothing was added. To start again, use "
    "`/document add`."
)
A_FILE: Final = "a file"
A_LINK: Final = "a link"
A_TEXT: Final = "text"
THE_TEXT: Final = "the text"
NOTHING_IN_MESSAGE: Final = "That message has no file, link or text to add."
STOPPED: Final = "The bot is restarting. Please try again in a minute."
TOO_MANY_DRAFTS: Final = (
    "Too many previews are open in this server, or they are too large. Add or cancel one, or wait: a preview "
    "expires after 15 minutes."
)
TOO_SLOW: Final = (
    "This takes too long to read. Nothing was added. Add only a part of it, or save it as plain text first."
)

# While it is added, and after.
ADDED_LATER: Final = (
    "I'm restarting. I'll add it when I'm back and send you a message. You don't need to do anything."
)
LOOKING_FOR_QUESTIONS: Final = "It's on the record. Looking for questions that it answers …"
NOT_TRIED_AGAIN: Final = (
    "I stopped again while adding it. Check `/document list`; if it isn't there, use `/document add` again "
    "and let the bot's owner know."
)
SAMPLES: Final = "For example, the record now answers:"
STARTING: Final = "Waiting to start …"
UNDO: Final = "-# Added by mistake? Use `/document undo`. To correct its details, use `/document edit`."
UNTOUCHED: Final = "The preview is unchanged."

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
    "title": "Please add a title (up to 1,000 characters). Press *Edit* to add it.",
    "published": "I can't read the date “{value}”. Write it as 2019-10-14, 2019-10 or 2019.",
    "url": "“{value}” isn't a complete link. Write it in full and without spaces, such as https://example.org.",
}
_WITHOUT_HIDDEN: Final = "Press *Edit* and type it again."


def problem(field: str, value: str, hidden: str | None = None) -> str:
    """The reply to an invalid detail of a source. `value` is as it was typed.

    `hidden` is the number of an invisible character in it, if there is one.
    """
    sentence = _PROBLEMS.get(field, "“{value}” isn't valid for {field}. Press *Edit* to change it.")
    if hidden:
        sentence = "The {field} “{value}” contains an invisible character ({hidden}). {remedy}"
    return f"⚠️ {sentence.format(field=field, value=value, hidden=hidden, remedy=_WITHOUT_HIDDEN)}"


def doubt(what: QualityWarning, *, language: str | None, usual: str) -> str:
    """A warning about the quality of a text."""
    told = {
        QualityWarning.CONSENT: (
            "This reads like a notice about cookies or consent, not like the article behind it."
        ),
        QualityWarning.LINKS: "This reads like a list of links or titles, not like running text.",
        QualityWarning.NOISE: "Many words aren't real words; this may be a poor scan.",
        QualityWarning.LANGUAGE: (
            f"This seems to be in {_name(language or '')}; most of the record is in {_name(usual)}. "
            "Speakers are detected with rules made for English."
        ),
    }
    return f"⚠️ {told[what]}"


def _name(code: str) -> str:
    return _LANGUAGES.get(code, f"a language with the code “{code}”")


def measures(*, characters: int, words: int, sentences: int, pages: int | None) -> str:
    """The length of a text."""
    told = [
        count(characters, "character", "characters"),
        count(words, "word", "words"),
        count(sentences, "sentence", "sentences"),
        count(pages, "page", "pages") if pages is not None else "",
    ]
    return " · ".join(filter(None, told))


def quotations_found(number: int, speakers: Sequence[str], left_out: int) -> str:
    """The number of direct quotations in a text, and their speakers."""
    if number == 0:
        return NO_QUOTATIONS
    names = [*speakers, *([f"{left_out} more"] if left_out else [])]
    who = ", ".join(names) or "unattributed"
    return f"{count(number, 'direct quotation', 'direct quotations')} ({who})"


def no_title() -> str:
    """The heading of a document that has no title yet."""
    return f"*{UNTITLED}*"


def twin(title: str, document: str) -> str:
    """The reply to a text that is on the record already. `title` may be a link."""
    return f"This text is already on the record as {title}. There's nothing to add.\n-# ID {document}"


def renews(title: str, document: str) -> str:
    """The remark on a link whose text has changed since it was added."""
    told = f"The record has an older text from this link: {title}. You can add this as a new version of it."
    return f"{told}\n-# ID {document}"


def alike(title: str, document: str, share: float) -> str:
    """A similar document on the record, and how much of the text the two have in common."""
    return f"{title}: {share:.0%} of the shorter text also appears in the longer one\n-# ID {document}"


ALIKE: Final = "The record already has something similar:"


def expires(at: datetime) -> str:
    """When a preview expires."""
    return f"-# This preview expires {format_dt(at, 'R')}."


def for_question(question: str) -> str:
    """The question that a document is added to answer."""
    return f"-# To answer: {question}"


def reading(name: str) -> str:
    """The progress message while a source is read."""
    return f"Reading {name} …"


def adding(title: str, step: str) -> str:
    """The progress message while a document is added."""
    return f"Adding **{title}**\n{step}"


def encoding(done: int, total: int) -> str:
    """The progress of encoding its texts."""
    return f"Making it searchable: {done:,} of {total:,} …"


def too_many_sources(most: int, again: datetime) -> str:
    """The reply to a moderator who has reached the limit of sources."""
    return (
        f"You've reached the limit of {count(most, 'source', 'sources')} for now. Nothing was read. "
        f"You can try again {format_dt(again, 'R')}."
    )


def looking_for_speakers(done: int, total: int) -> str:
    """The progress of finding its speakers."""
    return f"Detecting speakers: {done:,} of {total:,} …"


def added(title: str, document: str, *, version: int, is_for_all: bool) -> str:
    """The reply after a document is added. `title` may be a link."""
    what = f"Version {version} of {title}" if version > 1 else title
    return f"{what} is now on the record.\n-# {FOR_ALL if is_for_all else FOR_SERVER} · ID {document}"


def sample_question(speaker: str | None, subject: str) -> str:
    """A question about a subject that a document mentions."""
    if speaker is None:
        return f"What does the record say about {subject}?"
    return f"What did {speaker} say about {subject}?"


def too_large(name: str, most: int) -> str:
    """The reply to a file with too many bytes."""
    return f"{name} is larger than {most // 1_000_000} MB. Add only a part of it, or only its text."


def too_long(characters: int, most: int) -> str:
    """The reply to a text with too many characters."""
    return f"This text has {characters:,} characters; the limit here is {most:,}. Please add it in parts."


def one_source(given: Sequence[str]) -> str:
    """The reply to none or several of file, link and text."""
    if not given:
        return "There's nothing to add. Give a file, a link or text."
    *others, last = given
    return f"You gave {', '.join(others)} and {last}. Add them one at a time, as separate documents."


def file_unavailable(name: str) -> str:
    """The reply when Discord no longer has a file."""
    return f"Discord no longer provides {name}. Please upload it again."


def added_later(title: str, wanted: str) -> str:
    """The message to a moderator whose document was added after a restart; the title is escaped."""
    return f"I restarted while adding *{title}*. It's on the record now. ID {wanted}"


def not_added_later(title: str, why: str) -> str:
    """The message to a moderator whose document could not be added after a restart."""
    return f"I restarted while adding *{title}* and couldn't add it afterwards. {why}"
