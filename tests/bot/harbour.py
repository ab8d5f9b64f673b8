"""The documents of a small dispute: a ferry against a bridge, with all that replies have to bear."""

from collections.abc import Iterator
from pathlib import Path

HOME = 1001
AWAY = 1002
"""Ids of two servers, each with a document of its own."""

CARRIES = "Does the ferry carry lorries?"
"""A question that the record answers, first with the ferry's own words."""

CAPITAL = "Which mushrooms glow underground?"
"""A question that it does not answer."""

_PARTIES = """
parties:
  ferry:
    name: The Ferry
  bridge:
    name: The Bridge
  press:
    name: The Press
"""

_LETTER = """---
title: Letter of the ferry to the harbour office
kind: letter
author: Ada Ferrier
publisher: Harbour Gazette
party: ferry
published: "2019-10-14"
url: https://example.org/letter
---

The harbour was dredged twice. Storms closed it for a week. The pilots went home early.

The ferry does not carry lorries. It carries passengers and bicycles. The captain refuses heavy loads.

Fog delays the morning crossing. The bell rings every minute. Nobody drowned that winter.
"""

_STATEMENT = """---
title: The bridge answers
kind: statement
author: Bo Pontis
publisher: Bridge Company
party: bridge
published: "2021-03"
---

The ferry does carry lorries, as every driver knows. The bridge bears forty tons. Its toll is low.
"""

_ARTICLE = """---
title: Lorries at the quay
kind: article
author: Cy Writer
publisher: Harbour Gazette
party: press
published: "2020"
url: https://example.org/article
---

Lorries wait at the quay for hours. The ferry leaves without lorries on most days. Drivers complain.
"""

_BRIEFING = """---
title: The ferry and the lorries
kind: briefing
author: On the Record
publisher: On the Record
party: none
published: "2021-04-30"
about: [S1]
---

Whether the ferry does carry lorries is disputed. The letter of 2019 denies it.
"""

_LOUD = """---
title: A notice to @everyone
kind: letter
author: <@4242>
publisher: "@here"
party: ferry
published: "2018"
---

The notice says @everyone must leave, and <@4242> and <@&77> must swim to the lighthouse.
"""

_LOGBOOK = """---
title: The logbook
kind: report
publisher: Harbour Office
published: "2020-06"
---

## Monday

A harbour master notes that the ferry does carry lorries of fishmongers and bakers.

## Tuesday

A pilot swears under oath that the ferry does carry lorries of timber and slate.

## Wednesday

A widow told the harbour office that the ferry does carry lorries of turnips.

## Thursday

A keeper of the lighthouse says that the ferry does carry lorries of lamp oil.

## Friday

A sailor without shoes sang that the ferry does carry lorries of barrels.
"""

_HOME_ONLY = """---
title: Minutes of the home team
kind: statement
author: Hugh Home
party: bridge
published: "2022-01-02"
---

The smugglers hide barrels beneath the chapel at midnight. The home team knows the chapel.
"""

_AWAY_ONLY = """---
title: Minutes of the away team
kind: statement
author: Wanda Away
party: bridge
published: "2022-01-03"
---

The smugglers hide barrels beneath the windmill at midnight. The away team knows the windmill.
"""

FILES = {
    "letter/ferry.md": _LETTER,
    "statement/bridge.md": _STATEMENT,
    "article/quay.md": _ARTICLE,
    "briefing/lorries.md": _BRIEFING,
    "letter/loud.md": _LOUD,
    "report/logbook.md": _LOGBOOK,
}


def write_corpus(folder: Path) -> Path:
    """The documents that all may see, as a corpus folder."""
    for path, text in {"parties.yaml": _PARTIES, **FILES}.items():
        write(folder / path, text)
    return folder


def write_server_documents(folder: Path) -> Iterator[tuple[Path, str]]:
    """A document for each of the two servers, with the scope it is added to."""
    yield write(folder / "home.md", _HOME_ONLY), str(HOME)
    yield write(folder / "away.md", _AWAY_ONLY), str(AWAY)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path
