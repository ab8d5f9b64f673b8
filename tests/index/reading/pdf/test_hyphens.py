"""Hyphens at the ends of lines: what the document writes decides, then a dictionary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.pdf.hyphens import Hyphens


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["they mal-", "ware it"], "they malware it"),
        (["a well-", "known site"], "a well-known site"),
        (["INFRINGE-", "MENT"], "INFRINGEMENT"),
        (["Xyz-", "Abc"], "Xyz-Abc"),
        (["xyzal-", "abcos"], "xyzalabcos"),
        (["in 2019-", "2020"], "in 2019-2020"),
        (["a dash -", "so"], "a dash - so"),
        (["first- and second-", "or third-class"], "first- and second- or third-class"),
        (["one", "two"], "one two"),
        (["看这", "里"], "看这里"),
        (["看这", "here"], "看这 here"),
        (["https://a.example/b/", "c-d"], "https://a.example/b/c-d"),
        (["so it is—", "or not"], "so it is—or not"),
        ([], ""),
    ],
)
def test_lines_are_joined_as_they_were_written(lines: list[str], joined: str) -> None:
    assert joined == "".join(Hyphens([]).join(lines))


def test_the_document_decides_before_the_dictionary() -> None:
    lines = ["a well-", "known site"]

    assert "a wellknown site" == "".join(Hyphens(["they say wellknown there"]).join(lines))


@given(st.lists(st.from_regex(r"\A[a-z]{1,6}( [a-z]{1,6}){0,3}\Z"), max_size=5))
def test_lines_without_hyphens_lose_and_gain_nothing(lines: list[str]) -> None:
    assert " ".join(lines) == "".join(Hyphens(lines).join(lines))
