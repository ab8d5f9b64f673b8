"""Markdown, read with markdown-it-py: the text as it is rendered."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.reading.extracted_text import MARKDOWN, ExtractedText, decode, join_blocks, normalise
from index.reading.file_metadata import to_line
from index.reading.front_matter import split_front_matter


def read_markdown(raw: bytes, name: str) -> ExtractedText:
    """The text of a Markdown file without its markup, and its front matter.

    Without front matter, a level-one heading at the start is the title.
    """
    found, body = split_front_matter(normalise(decode(raw, name)), name)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    parts = list(_walk(tokens))
    title = next((t for t in tokens[:1] if t.type == "heading_open" and t.tag == "h1"), None)
    if title is not None and not found:
        found = {"title": to_line(parts[0][0])}
    text, blocks = join_blocks(parts)
    return ExtractedText(MARKDOWN, text, blocks, found)


def _walk(tokens: list[Token]) -> Iterator[tuple[str, bool]]:
    """The blocks: text, and whether it is a heading. A table row is one block."""
    cells: list[str] | None = None
    is_heading = False
    for token in tokens:
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            yield " | ".join(cells), False
            cells = None
        elif token.type in ("heading_open", "heading_close"):
            is_heading = token.type == "heading_open"
        elif token.type in ("fence", "code_block"):
            yield token.content, False
        elif token.type == "inline":
            words = "".join(_words_of(child) for child in token.children or ())
            if cells is None:
                yield words, is_heading
            else:
                cells.append(words)


def _words_of(token: Token) -> str:
    """The text that an inline token renders as; a soft line break is a space."""
    if token.type in ("text", "code_inline", "text_special"):
        return token.content
    if token.type == "image":
        return "".join(_words_of(child) for child in token.children or ())
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, "")
