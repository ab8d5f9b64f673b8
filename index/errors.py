"""Everything that can go wrong in `index`, as one tree.

    RecordError
    ├── UnreadableDocument     a file or page that cannot become a document
    │   ├── EmptyDocument          nothing to quote in it
    │   ├── UnknownFormat          binary, or a type that no reader takes
    │   ├── OversizedDocument      takes more time, memory or room than a reader gets
    │   ├── BadMetadata            front matter or options that do not fit (file and line)
    │   └── UnfetchedLink          what lies behind a link cannot be had
    │       ├── BadLink                not a web address, or with a password or an unusual port in it
    │       ├── PrivateAddress         leads to a machine that is not on the public internet
    │       ├── UnreachableHost        unknown, silent, or it broke off
    │       ├── UntrustedHost          its certificate does not hold
    │       ├── BadResponse            not HTTP, cut off, or packed in a way that nobody asked for
    │       ├── TooSlow                took more time than is given
    │       ├── TooLarge               more bytes than are taken
    │       ├── TooManyRedirects       sent on again and again
    │       ├── ForbiddenByRobots      the site asks programs not to fetch it
    │       ├── WalledPage             a login, a payment, a consent or a test for people stands before it
    │       ├── GonePage               not there, or no more
    │       ├── BusyHost               asks to be left alone for a while
    │       └── FailedHost             answers with a failure of its own
    ├── DuplicateDocument      the same text is on the record already
    ├── UnknownDocument        no document has that id, or it may not be seen
    │   └── PurgedDocument         it was erased for good, for a reason that is kept
    ├── NotYours               a document that all may see, and only the owner of the bot changes
    ├── NothingToUndo          no act that may be undone now
    ├── QuotaReached           a server's record holds all that it may
    ├── UnknownQuotation       no quotation has that id, or it may not be seen
    ├── UnusableQuestion       no words, or too many
    │   └── SmallTalk              a greeting, thanks or the like, which asks nothing of the record
    ├── UnknownKind            a question is put to a kind of document that there is not
    ├── UnknownQuestion        no unanswered question of that key is kept for the scope
    ├── UnknownFeedback        nothing is kept that could be explained
    ├── TooManyFollowed        a user follows as many questions as one may
    ├── UnverifiableText       too short or too long to be looked up, or no words in it
    ├── BadQuestions           a file of judged questions that does not fit the record
    ├── CorpusError            the corpus folder is absent or its parties do not fit
    ├── DataFolderError        the data folder cannot be used
    │   ├── ReadOnlyData           not writable
    │   ├── DiskFull               no room for what is to be written
    │   ├── DiskError              the system reports that reading or writing failed, which may pass
    │   ├── NewerFormat            made by a newer version of this program
    │   ├── OlderFormat            made before the first release of this program
    │   ├── ForeignTables          its tables are not those of the format that it states
    │   ├── UnusableBackup         a file that is no sound backup
    │   ├── OtherModel             its vectors were made by another model
    │   └── DamagedData            the database file is not what was written
    ├── FetchUnderWay          another process fetches into the same data folder
    ├── ModelError             a model is missing or not the expected one
    └── BadSetting             a variable, or a server's setting, that does not fit

Every message is one sentence or two: what, where, and what to do next. `str(error)` may be shown to
a user of the command line; the bot shows its own words and logs these.
"""

import errno
from pathlib import Path
from typing import Final


class RecordError(Exception):
    """Base of all errors that `index` raises on purpose."""


class UnreadableDocument(RecordError):
    """A file or page that cannot become a document."""


class EmptyDocument(UnreadableDocument):
    """There is nothing to quote in it."""


class UnknownFormat(UnreadableDocument):
    """Binary content, or a type that no reader takes."""


class OversizedDocument(UnreadableDocument):
    """Reading it takes more time, memory or room than a reader gets."""


class BadMetadata(UnreadableDocument):
    """Front matter or options that do not fit."""


class UnfetchedLink(UnreadableDocument):
    """The page behind a link cannot be fetched."""


class BadLink(UnfetchedLink):
    """Not a web address, or one with a user name, a password or an unusual port in it."""


class PrivateAddress(UnfetchedLink):
    """A link that leads to a machine that is not on the public internet."""


class UnreachableHost(UnfetchedLink):
    """A host that is unknown, that does not answer, or that broke off."""


class UntrustedHost(UnfetchedLink):
    """A host whose certificate does not hold."""


class BadResponse(UnfetchedLink):
    """The response is not HTTP, was cut off, or has an unrequested encoding."""


class TooSlow(UnfetchedLink):
    """The page took more time than is given."""


class TooLarge(UnfetchedLink):
    """The page has more bytes than are taken, as it comes or unpacked."""


class TooManyRedirects(UnfetchedLink):
    """The link was sent on again and again."""


class ForbiddenByRobots(UnfetchedLink):
    """The site's robots.txt asks programs not to fetch the page, or cannot be read."""


class WalledPage(UnfetchedLink):
    """A login, a payment, a consent or a test for people stands before the page."""


class GonePage(UnfetchedLink):
    """The page is not there, or no more."""


class BusyHost(UnfetchedLink):
    """The host asks to be left alone for a while."""


class FailedHost(UnfetchedLink):
    """The host answers with a failure, or with a status that is of no use here."""


class DuplicateDocument(RecordError):
    """The same text is on the record already.

    `document_id` is the document that holds it.
    """

    def __init__(self, message: str, *, document_id: str) -> None:
        super().__init__(message)
        self.document_id = document_id


class UnknownDocument(RecordError):
    """No document has that id, or it may not be seen."""


class PurgedDocument(UnknownDocument):
    """The document was erased for good; its id is never given again."""


class NotYours(RecordError):
    """A document that all may see: a server's moderators cannot change it."""


class NothingToUndo(RecordError):
    """There is no act that may be undone now. The message says why."""


class QuotaReached(RecordError):
    """A server's record holds as much as it may: `used` of `allowed`, documents or characters."""

    def __init__(self, message: str, *, used: int, allowed: int) -> None:
        super().__init__(message)
        self.used = used
        self.allowed = allowed


class UnknownQuotation(RecordError):
    """No quotation has that id, or it may not be seen."""


class UnusableQuestion(RecordError):
    """A question with no words in it, or with too many."""


class SmallTalk(UnusableQuestion):
    """A greeting, thanks, a request for help: words that ask nothing of the record."""


class UnknownKind(RecordError):
    """A question that is put to documents of a kind that there is not."""


class UnknownQuestion(RecordError):
    """No unanswered question of that key is kept for the scope: it was settled, or is too old."""


class UnknownFeedback(RecordError):
    """A user who did not say that a quotation is of no help, or took that back."""


class TooManyFollowed(RecordError):
    """A user follows as many questions as one may."""


class UnverifiableText(RecordError):
    """A text that is too short or too long to be looked up, or that has no words in it."""


class BadQuestions(RecordError):
    """A file of judged questions that cannot be read or does not fit the record."""


class CorpusError(RecordError):
    """The corpus folder is absent, or its files about parties do not fit."""


class DataFolderError(RecordError):
    """The data folder cannot be used."""


class ReadOnlyData(DataFolderError):
    """The data folder cannot be written to."""


class DiskFull(DataFolderError):
    """There is no room for what is to be written. Nothing of it is kept."""


class DiskError(DataFolderError):
    """Reading or writing failed, which may pass. Nothing that was acknowledged is lost."""


class NewerFormat(DataFolderError):
    """The data folder was made by a newer version of this program."""


class OlderFormat(DataFolderError):
    """The data, or a backup, was made before the first release of this program."""


class ForeignTables(DataFolderError):
    """The tables are not those of the format that the database states."""


class UnusableBackup(DataFolderError):
    """The file is not a backup, or not what was written."""


class OtherModel(DataFolderError):
    """The stored vectors were made by another model."""


class DamagedData(DataFolderError):
    """The database file is not what was written."""


class FetchUnderWay(RecordError):
    """Another process fetches into the same data folder."""


class ModelError(RecordError):
    """The model is missing, or its files are not the expected ones."""


class BadSetting(RecordError):
    """A variable of the environment, or a setting of a server, that does not fit."""


_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})

_NO_RIGHT: Final = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST}
)


def write_error(error: OSError, folder: Path, sentence: str) -> DataFolderError:
    """The error to be raised: DiskFull or DiskError, or ReadOnlyData with the sentence given."""
    if error.errno in _NO_ROOM:
        return disk_full(folder)
    return ReadOnlyData(sentence) if error.errno in _NO_RIGHT else tell_failing(folder, error.strerror)


def disk_full(folder: Path) -> DiskFull:
    """The error for a disk without room."""
    return DiskFull(f"The disk with {folder} is full. Free up space and try again; nothing is lost.")


def tell_failing(folder: Path, reason: str | None) -> DiskError:
    """The error for a disk, or a system, that did not do what it was told to."""
    return DiskError(
        f"Reading or writing in {folder} failed ({reason or 'no reason given'}). Nothing was lost. "
        "Try again; if it happens again, check the disk."
    )
