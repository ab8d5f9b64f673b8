"""Web pages, read with trafilatura: the article without navigation and other page furniture."""

from collections.abc import Iterator
from typing import Any, Final

from lxml.etree import _Element
from trafilatura import bare_extraction, load_html

from index.domain.web_address import is_web_address
from index.errors import EmptyDocument
from index.reading.extracted_text import (
    HTML,
    LINE_BREAK,
    ExtractedText,
    collapse_white_space,
    join_blocks,
    to_superscripts,
)
from index.reading.file_metadata import to_line

_LEAF_TAGS = frozenset({"head", "p", "item", "row", "code", "ab"})
_PAGE_STRUCTURE: Final = ("article", "aside", "div", "footer", "form", "header", "main", "nav")
"""Tags of pages that have more than an article, or that mark it themselves."""

_DATE_OPTIONS: Final = {"extensive_search": False, "original_date": True}
"""Options for finding the stated publication date. The extensive search mistakes copyright years for it."""

_MIN_ARTICLE_CHARS: Final = 150
"""Menus and consent notices, found on pages without an article, are shorter."""


def read_html(raw: bytes, name: str) -> ExtractedText:
    """The article of a page, with the title, author, site, date and URL that it states.

    Raises EmptyDocument if no article is found.
    """
    page = bare_extraction(
        _load(raw),
        include_comments=False,
        include_formatting=False,
        with_metadata=True,
        date_extraction_params=_DATE_OPTIONS,
    )
    if page is None or isinstance(page, dict) or page.body is None:
        raise _refuse(name)
    stated = {
        "title": page.title,
        "author": page.author,
        "publisher": page.sitename,
        "published": page.date,
        "url": page.url if is_web_address(page.url or "") else None,
    }
    lines = {key: to_line(value or "") for key, value in stated.items()}
    found: dict[str, Any] = {key: line for key, line in lines.items() if line}
    text, blocks = join_blocks(_walk(page.body))
    if sum(block.end - block.start for block in blocks if not block.is_heading) < _MIN_ARTICLE_CHARS:
        raise _refuse(name)
    return ExtractedText(HTML, text, blocks, found)


def _load(raw: bytes) -> Any:
    """The parsed page: `sup` as superscript characters, and a page without structure wrapped in `article`.

    Pages saved by word processors have no structure; unwrapped, trafilatura drops their headings.
    """
    tree = load_html(raw)
    if tree is None:
        return raw
    for element in tree.iter("sup"):
        words = to_superscripts("".join(element.itertext()))
        element[:] = []
        element.text = words
    body = tree.find("body")
    if body is None or next(body.iter(*_PAGE_STRUCTURE), None) is not None:
        return tree
    article = body.makeelement("article")
    article.text, body.text = body.text, None
    article.extend(list(body))
    body.append(article)
    return tree


def _refuse(name: str) -> EmptyDocument:
    return EmptyDocument(
        f"No article could be found in {name}. Save the article's text in a file and add that."
    )


def _walk(element: _Element) -> Iterator[tuple[str, bool]]:
    """The blocks: text, and whether it is a heading. Text outside a block is a paragraph."""
    holds_blocks = any(inner is not element and inner.tag in _LEAF_TAGS for inner in element.iter())
    if element.tag in _LEAF_TAGS and not holds_blocks:
        yield collapse_white_space("".join(_pieces(element))), element.tag == "head"
        return
    yield element.text or "", False
    for child in element:
        yield from _walk(child)
        yield child.tail or "", False


def _pieces(element: _Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "lb":
            yield LINE_BREAK
        elif child.tag == "cell" and child.getprevious() is not None:
            yield " | "
        yield from _pieces(child)
        yield child.tail or ""
