"""The normal form: texts that look or read the same are equal, and every position maps back to the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.verification.normal_form import NormalForm
from tests.index.texts import texts


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“It’s \u2018here’”", '"It"s "here"'),
        ("«a» „b“ `c\u00b4", '"a" "b" "c"'),
        ("a\n\n b\u00a0c\u202fd", "a b c d"),
        ("a\u00adb\u200bc \u200b d\ufeff", "abc d"),
        ("word…  word ...", "word... word ..."),
        ("word . . . word", "word ... word"),
        ("all — and–some", "all—and–some"),
        ("non\u2011profit, co\u2010op", "non-profit, co-op"),
        ("oﬃce, ﬁle", "office, file"),
        ("a\u2060b\u200d c\ufe0f d\u034f", "ab c d"),
        ("\u202e21\u202c \u2066b\u2069 c\u200f\x00", "\u202e21\u202c \u2066b\u2069 c\u200f\x00"),
        ("Case, 12.5 % - and (marks)!", "Case, 12.5 % - and (marks)!"),
    ],
)
def test_only_what_looks_the_same_is_made_the_same(text: str, form: str) -> None:
    assert form == NormalForm(text).text


@given(texts, st.data())
def test_a_slice_of_the_form_leads_to_the_slice_of_the_text_of_which_it_is_the_form(
    text: str, data: st.DataObject
) -> None:
    form = NormalForm(text)
    if not form.text:
        return
    start = data.draw(st.integers(0, len(form.text) - 1))
    end = data.draw(st.integers(start + 1, len(form.text)))

    first, last = form.to_original(start, end)

    assert 0 <= first < last <= len(text)
    again = NormalForm(text[first:last]).text
    if " " not in (form.text[start], form.text[end - 1]) and "ﬁ" not in text:  # neither is shared out
        assert form.text[start:end].replace(".", "") == again.replace(".", "")


@given(texts)
def test_every_position_of_the_text_has_its_place_in_the_form(text: str) -> None:
    form = NormalForm(text)

    places = [form.from_original(position) for position in range(len(text) + 1)]

    assert sorted(places) == places
    assert (0, len(form.text)) == (places[0], places[-1]) or form.text == "" or places[0] == 0


@given(texts)
def test_a_text_without_anything_to_make_the_same_is_its_own_form(text: str) -> None:
    form = NormalForm(text).text

    assert form == NormalForm(form).text
