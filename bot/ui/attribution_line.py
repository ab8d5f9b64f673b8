"""Attribution: the lines under a quotation, and those of a document in a list."""

from bot.markdown import escape, shorten
from bot.strings import answers as words
from index import Kind, ListedDocument, Parties, Quotation

Source = Quotation | ListedDocument


def escape_party(parties: Parties, party: str) -> str:
    """The name of a side, as it may stand in a reply."""
    return escape(shorten(parties.name(party), 60))


def escape_party_in_text(parties: Parties, party: str) -> str:
    """The name of a side inside a sentence of a reply."""
    return escape(shorten(parties.name_in_text(party), 60))


def format_attribution(parties: Parties, quotation: Quotation) -> str:
    """The speaker and the side, the document, its publisher and date, the original, and the page."""
    title = f"*{escape(shorten(quotation.title, 200))}*"
    details = [
        words.page(quotation.page),
        words.also_in(len(quotation.also_in)),
        words.identified(quotation.id),
    ]
    if quotation.kind == Kind.BRIEFING:
        side = _tell_reported(parties, quotation.reports) if quotation.reports else ""
        told = " · ".join(filter(None, (f"**{words.BRIEFING}**", side)))
        details = [words.up_to(quotation.published), *details]
        return f"{told}\n{title}\n-# {' · '.join(filter(None, details))}"
    told = _tell_origin(quotation, named=quotation.speaker)
    return f"{_tell_speaker(parties, quotation)}\n{title}\n-# {' · '.join(filter(None, (told, *details)))}"


def format_document(parties: Parties, document: ListedDocument) -> str:
    """Its title, its side, and where it comes from."""
    title = escape(shorten(document.title, 150))
    if document.kind == Kind.BRIEFING:
        return f"**{title}**\n-# {words.BRIEFING_LISTED}{words.events(document.published)}"
    told = filter(None, (_side_of(parties, document), _tell_origin(document)))
    return f"**{title}**\n-# {' · '.join(told)}"


def _tell_speaker(parties: Parties, quotation: Quotation) -> str:
    """The speaker and the side, or the party whose position it is and the reporter of it."""
    if quotation.reports and not quotation.speaker:
        by = quotation.publisher or quotation.author
        reporter = escape(shorten(by, 100)) if by else ""
        return f"**{escape_party(parties, quotation.reports)}** · {words.reported_by(reporter)}"
    who = f"**{escape(shorten(quotation.speaker or words.UNATTRIBUTED, 100))}**"
    return " · ".join(filter(None, (who, _side_of(parties, quotation))))


def _tell_reported(parties: Parties, party: str) -> str:
    return words.reports(escape_party_in_text(parties, party), contends=party in parties.contending)


def _side_of(parties: Parties, source: Source) -> str:
    return escape_party(parties, source.party) if source.party in parties.parties else ""


def _tell_origin(source: Source, named: str | None = None) -> str:
    """The source of the words, without repeating a name already given."""
    author = source.author if source.author != named else None
    publisher = source.publisher if source.publisher not in (named, author) else None
    return words.origin(
        kind=source.kind.value,
        author=author and escape(shorten(author, 100)),
        publisher=publisher and escape(shorten(publisher, 100)),
        published=source.published,
    )
