"""Lines of pages joined into paragraphs; what becomes of real pages is tested with PDF files."""

import time

from index.reading.pdf.lines import Line
from index.reading.pdf.paragraphs import find_paragraphs


def test_the_lines_of_a_long_document_are_joined_in_a_time_that_grows_with_their_number() -> None:
    lines = [
        Line(f"Line {n} is full", 1 + n // 50, 40, 260, 700 - 12 * (n % 50), 10, 30, False, False, False)
        for n in range(30_000)
    ]
    start = time.process_time()

    [paragraph] = find_paragraphs(lines, 10)

    assert lines == paragraph.lines
    assert time.process_time() - start < 10  # it takes 0.2, and took 38 by looking at all lines
