"""The commands that tell what was done to the record, and undo it."""

from rich.table import Table
from rich.text import Text

from index.command_line.options import (
    DEFAULT_CORPUS,
    DEFAULT_DATA,
    AsJson,
    Corpus,
    Data,
    DocumentId,
    open_index,
    out,
)
from index.command_line.printing import (
    print_json,
)


def history(
    wanted: DocumentId,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Show what was done to a document, and by whom."""
    with open_index(data, corpus) as index:
        events = index.history(wanted)
        if as_json:
            print_json({"events": [event.model_dump() for event in events]})
        else:
            table = Table("when", "who", "what", "version", box=None, pad_edge=False)
            for event in events:
                table.add_row(event.at, Text(event.actor), event.action, str(event.version))
            out.print(table)
