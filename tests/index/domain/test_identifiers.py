"""Ids that stay the same on every machine."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.domain.identifiers import (
    KEY_LENGTH,
    checksum,
    digest_bytes,
    digest_text,
    document_id,
    is_id,
    question_key,
    quotation_id,
    version_key,
)

numbers = st.integers(0, 10**7)


def test_digests_are_those_of_sha256() -> None:
    """The first is that of NIST's test vector "abc" (FIPS 180-2, appendix B.1)."""
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    assert expected == digest_bytes(b"abc") == digest_text("abc")


def test_ids_do_not_change_from_one_version_of_the_program_to_the_next() -> None:
    """They are in messages and links, which break if this test is changed."""
    key = version_key("pghoygru", 1, digest_text("Words."))

    assert (
        document_id("everyone", "letter/a.md")[:8],
        key,
        quotation_id(key, digest_text("Words."), 0, 6)[:8],
    ) == ("jx4adkto", "us4w", "us4wjnci")


@given(numbers, numbers)
def test_a_quotations_id_begins_with_its_versions_key(start: int, end: int) -> None:
    whole = quotation_id("ab2c", "0", start, end)

    assert whole[:KEY_LENGTH] == "ab2c"
    assert re.fullmatch("[a-z2-7]{20}", whole)
    assert is_id(whole)


def test_what_an_id_is_made_of_cannot_be_shifted_from_one_part_to_the_next() -> None:
    assert document_id("1", "23") != document_id("12", "3")
    assert quotation_id("abcd", "0", 1, 23) != quotation_id("abcd", "0", 12, 3)
    assert checksum("a", "b") != checksum("ab") != checksum("a", None) != checksum("a", "None")


def test_versions_that_share_a_key_give_the_same_span_other_ids() -> None:
    assert quotation_id("abcd", "0", 0, 9)[:16] != quotation_id("abcd", "1", 0, 9)[:16]


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_has_a_digest(text: str) -> None:
    assert len(digest_text(text)) == 64


@pytest.mark.parametrize("text", ["", " ", "a b", "a\0", "é", "\udcff", "../a", "a" * 7 + "٣"])
def test_what_holds_other_characters_is_no_id(text: str) -> None:
    assert not is_id(text)


def test_a_question_has_one_key_however_it_is_typed_and_another_in_another_scope() -> None:
    key = question_key("1", "Who owns the ferry?")

    assert re.fullmatch("[a-z2-7]{16}", key)
    assert {key} == {question_key("1", asked) for asked in ("who  owns the FERRY", " Who owns the ferry ?!…")}
    assert question_key("1", "caf\N{LATIN SMALL LETTER E WITH ACUTE}") == question_key(
        "1", "cafe\N{COMBINING ACUTE ACCENT}"
    )
    assert key != question_key("2", "Who owns the ferry?")
    assert key != question_key("1", "Who owned the ferry?")
