"""Options and helpers that commands share."""

import pytest

from index.cli.options import err, progress_bar


def test_progress_is_not_shown_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("Working") as report:
        report(1, 2)
        report(2, 2)

    assert ("", "") == capsys.readouterr()


def test_words_between_colons_are_told_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    err.print("notes:warning:.txt", markup=False)

    assert "notes:warning:.txt\n" == capsys.readouterr().err
