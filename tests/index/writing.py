"""Files to read, and the documents that become of them."""

import tempfile
from pathlib import Path
from typing import Any, Final

from index import EVERYONE, Document, Index, Metadata
from index.document_admin import LIBRARY_ACTOR
from index.domain.identifiers import digest_bytes
from index.domain.progress import no_progress
from index.ingestion.pipeline import encode_missing, prepare

LETTER: Final = """\
---
title: Letter to the office
kind: letter
author: Doug Kramer
publisher: Cloudflare
party: cloudflare
published: 2019-10-14
url: https://example.org/letter
---

## What we are

Cloudflare does not host the referenced websites. It cannot block them. We pass on complaints.

## What we ask

The office should leave infrastructure providers off the list. They are neutral intermediaries.
"""

REPORT: Final = """\
---
title: Report on the markets
kind: report
party: government
published: 2020-04
---

The yearly report names thirty-eight markets online. Storks build their nests on chimneys in spring.
"""


def write(path: Path, text: str | bytes) -> Path:
    """Write a file with its folders; a text keeps its line ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def add(
    index: Index,
    text: str | bytes,
    *,
    ending: str = ".txt",
    scope: str = EVERYONE,
    title: str | None = "A text",
    actor: str = LIBRARY_ACTOR,
    **metadata: Any,
) -> Document:
    """Add a text to the record as a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / f"text{ending}", text)
        return index.add(path, {"title": title, **metadata}, scope=scope, actor=actor)


def add_as_once(index: Index, text: str, **source: Any) -> Document:
    """Put a text on the record as earlier versions of the program did, whatever is stated of its source."""
    original = index.ingestion.read_text(text)
    prepared = prepare(original.reading, Metadata(**source), digest_bytes(original.raw))
    store = index._store
    store.originals.keep(original.raw)
    encoded = encode_missing([prepared], store, index.ingestion._encoder, no_progress)
    added = store.writer.add(prepared.version, encoded, scope=EVERYONE, actor="an earlier version")
    return index.document(added)
