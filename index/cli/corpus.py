"""The commands that create a corpus folder, and update the record from it."""

from pathlib import Path
from typing import Annotated

import typer

from index.cli.options import DEFAULT_CORPUS, DEFAULT_DATA, AsJson, Corpus, Data, open_index, out
from index.cli.output import print_json
from index.corpus.template import write_template


def build(as_json: AsJson = False, data: Data = DEFAULT_DATA, corpus: Corpus = DEFAULT_CORPUS) -> None:
    """Update the store from the corpus folder. `ask` does this automatically."""
    with open_index(data, corpus) as index:
        report = index.sync_report
    if as_json:
        print_json(report)
        return
    counts = report.model_dump(exclude={"skipped", "purged"})
    changes = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    out.print(f"Documents: {changes}." if changes else "Nothing has changed.")
    for path, duplicate in report.skipped.items():
        out.print(f"{path} was skipped: its text is already on the record as {duplicate}.", markup=False)
    for path, document in report.purged.items():
        out.print(f"{path} was skipped: its document {document} was erased.", markup=False)


def new(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new or empty folder.")],
    as_json: AsJson = False,
) -> None:
    """Start a corpus for another dispute, with an example of each thing."""
    written = [str(path) for path in write_template(folder)]
    if as_json:
        print_json({"files": written})
        return
    for path in written:
        out.print(f"Wrote {path}", markup=False)
    out.print(f'To ask it: python -m index ask "…" --corpus {folder} --data {folder}-data', markup=False)
