"""EPUB books: an archive's XHTML pages in the order of its spine, parsed with lxml.

No maintained library for them has a licence that fits this project, and little code is needed. Format: W3C,
"EPUB 3.3", sections 4.2.6.3.1 (container), 5.7 (spine) and 6.1 (XHTML).
"""

from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import join, normpath
from typing import Any, Final
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

from lxml import etree, html

from index.errors import UnreadableDocument
from index.reading.archive import open_archive, read_entry
from index.reading.extracted_text import (
    EPUB,
    LINE_BREAK,
    ExtractedText,
    collapse_white_space,
    join_blocks,
    to_superscripts,
)
from index.reading.file_metadata import find_metadata

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
_ENCRYPTED_CONTENT: Final = b"http://www.w3.org/2001/04/xmlenc#"
"""Appears in `encryption.xml` if contents are encrypted. Obfuscated fonts, which are harmless, lack it."""

_PAGES: Final = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCK_TAGS: Final = """
    address article aside blockquote body caption dd div dl dt figcaption figure footer header hr li main ol p
    pre section table tbody tfoot thead tr ul
"""
_BLOCKS: Final = _HEADINGS.union(_BLOCK_TAGS.split())
_SKIPPED: Final = frozenset({"head", "script", "style", "nav", "rp", "rt", "svg", "template"})


def read_epub(raw: bytes, name: str) -> ExtractedText:
    """The text of a book, and its title, author, publisher and language.

    Raises UnreadableDocument if it is damaged or encrypted.
    """
    with open_archive(raw, name) as archive:
        if _ENCRYPTION in archive.namelist() and _ENCRYPTED_CONTENT in read_entry(archive, _ENCRYPTION, name):
            raise UnreadableDocument(f"{name} has copy protection. Give a copy without it.")
        package_path = _find_package(archive, name)
        package = _parse(read_entry(archive, package_path, name), package_path, name)
        folder = str(PurePosixPath(package_path).parent)
        paths = dict.fromkeys(normpath(join(folder, href)) for href in _list_spine(package))  # each once
        text, blocks = join_blocks(part for path in paths for part in _read_page(archive, path, name))
    return ExtractedText(EPUB, text, blocks, find_metadata(_list_metadata(package), text, blocks))


def _read_page(archive: ZipFile, path: str, name: str) -> Iterator[tuple[str, bool]]:
    try:
        yield from list_parts(read_entry(archive, path, name))
    except etree.LxmlError as error:
        raise UnreadableDocument(
            f"{name} is damaged: its part {path} is not a page. Save it again."
        ) from error


def list_parts(page: bytes) -> Iterator[tuple[str, bool]]:
    """The blocks of an XHTML page: text, and whether it is a heading."""
    if not page.strip():
        return
    words: list[str] = []
    for tag, piece in _walk(_parse_page(page)):
        if tag is None:
            words.append(piece)
        else:
            yield collapse_white_space("".join(words)), tag in _HEADINGS
            words = []
    yield "".join(words), False


def _make_parser(*, huge_tree: bool = False) -> Any:
    """A parser that neither loads external entities nor expands any; valid books contain none."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=huge_tree)


def _parse_page(page: bytes) -> Any:
    """A page parsed as XML or, if it is not well-formed, as HTML.

    Without `huge_tree`, the HTML parser would silently drop elements nested deeper than 255.
    """
    try:
        root = etree.fromstring(page, _make_parser(huge_tree=True))
        if next(root.iter(etree.Entity), None) is None:
            return root
    except etree.XMLSyntaxError:
        pass
    return html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


def _walk(element: Any) -> Iterator[tuple[str | None, str]]:
    """Events: text (tag None), and ends of blocks (the tag of the block; "" where a nested block begins)."""
    tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "head"
    if tag == "sup":
        yield None, to_superscripts("".join(element.itertext()))
    elif tag not in _SKIPPED and not _is_backlink(element):
        if tag in _BLOCKS:
            yield "", ""
        if tag == "br":
            yield None, LINE_BREAK
        if tag in ("td", "th") and element.getprevious() is not None:
            yield None, " | "
        yield None, element.text or ""
        for child in element:
            yield from _walk(child)
        if tag in _BLOCKS:
            yield tag, ""
    yield None, element.tail or ""


def _is_backlink(element: Any) -> bool:
    """Whether a link is the arrow from a note back to its reference."""
    return element.get("role") == "doc-backlink" and not any(c.isalnum() for c in "".join(element.itertext()))


def _parse(raw: bytes, path: str, name: str) -> Any:
    try:
        return etree.fromstring(raw, _make_parser())
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(f"{name} is damaged: its part {path} is not XML. Save it again.") from error


def _find_package(archive: ZipFile, name: str) -> str:
    container = _parse(read_entry(archive, _CONTAINER, name), _CONTAINER, name)
    path = next(iter(container.xpath("//*[local-name()='rootfile']/@full-path")), None)
    if path is None:
        raise UnreadableDocument(f"{name} is damaged: its list of pages is missing. Save it again.")
    return str(path)


def _list_spine(package: Any) -> Iterator[str]:
    """The paths of the pages in reading order, relative to the package file; remote pages are left out."""
    items = {item.get("id"): item for item in package.xpath("//*[local-name()='manifest']/*")}
    for reference in package.xpath("//*[local-name()='spine']/*/@idref"):
        item = items.get(reference)
        if (
            item is not None
            and item.get("media-type") in _PAGES
            and "nav" not in item.get("properties", "").split()
        ):
            yield from _read_path(item.get("href", ""))


def _read_path(href: str) -> Iterator[str]:
    try:
        address = urlsplit(href)
    except ValueError:  # urlsplit refuses brackets around anything but an IPv6 address
        return
    if not address.scheme and not address.netloc and address.path:
        yield unquote(address.path)


def _list_metadata(package: Any) -> dict[str, str]:
    fields = {"title": "title", "author": "creator", "publisher": "publisher", "language": "language"}
    path = "string(//*[local-name()='metadata']/*[local-name()='{}'])"
    return {field: str(package.xpath(path.format(element))) for field, element in fields.items()}
