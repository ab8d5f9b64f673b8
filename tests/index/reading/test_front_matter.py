"""The YAML lines at the top of a file, and what is said of each fault."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.domain.document import Metadata
from index.domain.metadata_problems import find_metadata_problems
from index.errors import BadMetadata
from index.reading.front_matter import split_front_matter
from tests.index.texts import any_text


def refuse(text: str) -> str:
    with pytest.raises(BadMetadata) as caught:
        split_front_matter(text, "a.md")
    return str(caught.value)


def test_every_key_is_read() -> None:
    text = """\
---
title: "Letter: the first"
kind: letter
author: Doug Kramer
publisher: Cloudflare
party: cloudflare
published: 2019-10-14
url: https://example.org/letter
language: en
rights: MIT
about: [S01, S02]
---

Body.
"""

    values, body = split_front_matter(text, "a.md")

    assert set(Metadata.model_fields) == set(values)
    assert ("Letter: the first", ["S01", "S02"]) == (values["title"], values["about"])
    assert "2019-10-14" == Metadata.model_validate(values).published
    assert "\nBody.\n" == body


@pytest.mark.parametrize(
    ("written", "read"),
    [("2019", "2019"), ('"2019"', "2019"), ("2019-10", "2019-10"), ("'2019-10-14'", "2019-10-14")],
)
def test_a_date_may_stand_with_or_without_quotation_marks(written: str, read: str) -> None:
    values, _ = split_front_matter(f"---\ntitle: A\npublished: {written}\n---\n", "a.md")

    assert read == Metadata.model_validate(values).published


@pytest.mark.parametrize(
    "text", ["", "Body.", "\n---\ntitle: A\n---\n", "----\na\n", "--- a\n", "# A\n---\n"]
)
def test_a_text_that_does_not_start_with_a_fence_has_no_front_matter(text: str) -> None:
    assert ({}, text) == split_front_matter(text, "a.md")


@pytest.mark.parametrize("text", ["---\n---\nBody.", "---\n\n---\nBody.", "---\n# note\n---\nBody."])
def test_front_matter_may_be_empty(text: str) -> None:
    assert ({}, "Body.") == split_front_matter(text, "a.md")


def test_spaces_after_a_fence_do_no_harm() -> None:
    assert ({"title": "A"}, "Body.") == split_front_matter("---  \ntitle: A\n---\t\nBody.", "a.md")


def test_a_rule_in_the_text_does_not_end_it() -> None:
    _, body = split_front_matter("---\ntitle: A\n---\nOne.\n\n---\n\nTwo.", "a.md")

    assert "One.\n\n---\n\nTwo." == body


def test_a_fence_that_is_not_closed_is_refused_with_its_line() -> None:
    assert "a.md, line 1: the front matter has no closing '---'. Add that line." == refuse("---\ntitle: A\n")


def test_an_unknown_key_is_refused_with_its_line_and_the_known_ones() -> None:
    expected = f"a.md, line 3: unknown key 'autor'. The keys are {', '.join(Metadata.model_fields)}."

    assert expected == refuse("---\ntitle: A\nautor: Ann\n---\nBody.")


@pytest.mark.parametrize("key", ["true", "1.50", "~", "2019-10-14", "0x1F", "null", "''", "12", "Title"])
def test_a_key_that_yaml_does_not_read_as_text_is_refused_as_it_is_written(key: str) -> None:
    written = "" if key == "''" else key

    assert refuse(f"---\ntitle: A\n{key}: Ann\n---\n").startswith(f"a.md, line 3: unknown key '{written}'.")


def test_a_key_that_is_brought_in_by_a_merge_is_refused() -> None:
    assert "line 3: unknown key '<<'" in refuse("---\ntitle: A\n<<: {autor: Ann}\n---\n")


def test_a_repeated_key_is_refused_with_the_second_ones_line() -> None:
    text = "---\ntitle: A\nkind: letter\ntitle: B\n---\n"

    assert "a.md, line 4: the key 'title' appears twice. Keep one." == refuse(text)


WHOLE = "Give a complete address, such as https://example.org/letter, without a password in it."


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("title: [A]", "Give the document's title."),
        ("title: 2019", "Give the document's title."),
        ("kind: novel", "Use article, letter, submission, report, ruling, statement or briefing."),
        ("published: 2019-13", "Write the date as 2019-10-14, 2019-10 or 2019."),
        ("published: 0000", "Write the date as 2019-10-14, 2019-10 or 2019."),
        ("published: last week", "Write the date as 2019-10-14, 2019-10 or 2019."),
        ("published: 2019-10-14 10:00:00", "Write the date as 2019-10-14, 2019-10 or 2019."),
        ("url: example.org", WHOLE),
        ("url: https://", WHOLE),
        ("url: https://ann:pw@example.org/", WHOLE),
        ("language: English", "Use a code such as en or pt-BR."),
        ("about: S01", "Write a list of source ids, such as [S01, S02]."),
        ("author: {first: Ann}", "Please correct it."),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_its_line_and_a_remedy(line: str, remedy: str) -> None:
    key = line.partition(":")[0]

    expected = f"a.md, line 3: the value of '{key}' is not valid. {remedy}"

    assert expected == refuse(f"---\nrights: MIT\n{line}\n---\nBody.")


def test_a_character_that_cannot_be_seen_is_named() -> None:
    expected = (
        "a.md, line 3: the value of 'author' contains an invisible character (U+202E). "
        "Remove it, or type the value again."
    )

    assert expected == refuse('---\ntitle: A\nauthor: "\\u202eIBF"\n---\n')


def test_a_day_that_does_not_exist_is_refused() -> None:
    expected = (
        "a.md, line 3: the value of 'published' is not valid. Write the date as 2019-10-14, 2019-10 or 2019."
    )

    assert expected == refuse("---\ntitle: A\npublished: 2019-02-29\n---\n")


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("title: 'A", 2),
        ("title: [A", 2),
        ("title:\tA", 2),
        ("title: A\n  kind: letter", 3),
        ("title: *nobody", 2),
        ("title: !!python/object/apply:os.system ['true']", 2),
        ("? [a]\n: b", 2),
        ("- title", 2),
        ("just words", 2),
    ],
)
def test_what_is_not_lines_of_keys_and_values_is_refused_with_its_line(front: str, line: int) -> None:
    assert refuse(f"---\n{front}\n---\nBody.").startswith(f"a.md, line {line}: ")


def test_brackets_without_end_are_refused_rather_than_followed() -> None:
    assert refuse("---\nabout: " + "[" * 1000 + "\n---\n").startswith(
        "a.md: the front matter is not valid YAML"
    )


def test_a_character_that_yaml_does_not_take_is_named_with_its_line() -> None:
    expected = (
        "a.md, line 3: the front matter is not valid YAML (it contains U+0002, which is not allowed). "
        "Please correct it."
    )

    assert expected == refuse("---\ntitle: A\nauthor: \x02\n---\n")


def test_a_missing_title_is_left_to_the_caller() -> None:
    values, _ = split_front_matter("---\nkind: letter\n---\nBody.", "a.md")

    assert ["there is no title. Give the document's title."] == [
        p.sentence for p in find_metadata_problems(values)
    ]


def test_each_wrong_key_is_one_problem() -> None:
    values = {"kind": "novel", "about": ["", ""], "published": "2019-13"}

    assert ["title", "kind", "published", "about"] == [
        problem.key for problem in find_metadata_problems(values)
    ]


@given(st.builds("---\n{}\n---\n{}".format, any_text, any_text))
def test_any_text_between_fences_is_read_or_refused_in_one_sentence(text: str) -> None:
    try:
        values, body = split_front_matter(text, "a.md")
    except BadMetadata as refusal:
        assert str(refusal).startswith("a.md")
        assert "\n" not in str(refusal)
    else:
        assert set(values) <= set(Metadata.model_fields)
        assert text.endswith(body)


def test_norwegian_is_a_language_and_not_a_refusal() -> None:
    values, _ = split_front_matter("---\nlanguage: no\n---\nBrød.", "a.md")

    assert {"language": "no"} == values
