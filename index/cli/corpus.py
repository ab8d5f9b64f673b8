"""The commands that begin a corpus folder and build the record from it."""

from pathlib import Path
from typing import Annotated

import typer

from index.cli.options import DEFAULT_CORPUS, DEFAULT_DATA, AsJson, Corpus, Data, open_index, out
from index.cli.output import print_json
from index.corpus.template import write_template


def build(as_json: AsJson = False, data: Data = DEFAULT_DATA, corpus: Corpus = DEFAULT_CORPUS) -> None:
    """Bring the store in line with the corpus folder. Asking does it by itself."""
    with open_index(data, corpus) as index:
        built = index.built
    if as_json:
        print_json(built)
        return
    counts = built.model_dump(exclude={"skipped", "purged"})
    told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    out.print(f"Documents: {told}." if told else "Nothing has changed.")
    for path, twin in built.skipped.items():
        out.print(f"{path} was skipped: its text is on the record already as {twin}.", markup=False)
    for path, document in built.purged.items():
        out.print(f"{path} is not read: its document {document} was purged.", markup=False)


def new(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that is new or empty.")],
    as_json: AsJson = False,
) -> None:
    """Start a corpus for another dispute: the format, the sides and one example."""
    written = [str(path) for path in write_template(folder)]
    if as_json:
        print_json({"files": written})
        return
    for path in written:
        out.print(f"Wrote {path}", markup=False)
    out.print(f'Ask it with: python -m index ask "…" --corpus {folder} --data {folder}-data', markup=False)
