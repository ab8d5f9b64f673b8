"""One tree of errors, drawn where they are defined."""

import re

from index import errors


def test_the_drawing_shows_every_error_under_its_parent() -> None:
    defined = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)
    ]
    expected = {kind.__name__: kind.__bases__[0].__name__ for kind in defined}
    expected["RecordError"] = ""

    drawn, path = {}, list[str]()
    for line in (errors.__doc__ or "").splitlines():
        if match := re.match(r"    ([│├└─ ]*)([A-Z]\w+)", line):
            depth = len(match[1]) // 4
            path[depth:] = [match[2]]
            drawn[match[2]] = path[depth - 1] if depth else ""

    assert expected == drawn


def test_a_duplicate_says_which_document_holds_the_text() -> None:
    error = errors.DuplicateDocument("It is there.", document_id="abc")

    assert (str(error), error.document_id) == ("It is there.", "abc")
