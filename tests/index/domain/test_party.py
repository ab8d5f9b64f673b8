"""The listed parties of the dispute."""

import re
from pathlib import Path

import pytest

from index.corpus.parties_file import PARTIES_FILE, read_parties
from index.domain.party import Parties, Party, Speaker
from index.errors import CorpusError
from tests.index.writing import write

LISTED = """\
parties:
  cloudflare:
    name: Cloudflare
    speakers:
      - name: Doug Kramer
        aliases: [Kramer, "General Counsel"]
        role: general counsel
        since: 2016
        until: 2022-05
        sources: [S01]
  rightsholders:
    name: Music and film industries
    contends: true
"""


def refuse(folder: Path, text: str | bytes) -> str:
    path = write(folder / PARTIES_FILE, text)
    with pytest.raises(CorpusError) as caught:
        read_parties(folder)
    refusal = str(caught.value)
    assert refusal.startswith(f"{path} is not valid: ")
    assert refusal.endswith(" Please correct it.")
    return refusal.removeprefix(f"{path} is not valid: ").removesuffix(" Please correct it.")


def test_sides_and_their_speakers_are_read_in_the_teams_order(tmp_path: Path) -> None:
    write(tmp_path / PARTIES_FILE, LISTED)
    kramer = Speaker(
        name="Doug Kramer",
        aliases=("Kramer", "General Counsel"),
        role="general counsel",
        since="2016",
        until="2022-05",
        sources=("S01",),
    )
    expected = {
        "cloudflare": Party(name="Cloudflare", speakers=(kramer,)),
        "rightsholders": Party(name="Music and film industries", contends=True),
    }

    assert list(expected.items()) == list(read_parties(tmp_path).parties.items())


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "parties: {}\n"])
def test_a_file_may_list_nobody(tmp_path: Path, text: str) -> None:
    write(tmp_path / PARTIES_FILE, text)

    assert Parties() == read_parties(tmp_path)


def test_a_corpus_folder_need_not_list_parties(tmp_path: Path) -> None:
    assert Parties() == read_parties(tmp_path) == read_parties(tmp_path / "absent")


def test_where_no_side_is_listed_a_document_may_stand_on_any() -> None:
    assert Parties().knows("anybody")


def test_where_sides_are_listed_a_document_stands_on_one_of_them_or_on_none() -> None:
    parties = Parties(parties={"cloudflare": Party(name="Cloudflare")})

    assert [True, True, False, False] == [
        parties.knows(party) for party in ("cloudflare", "none", "Cloudflare", "riaa")
    ]


def test_the_sides_that_contend_are_named_in_the_teams_order() -> None:
    parties = Parties(
        parties={
            "ferry": Party(name="The Ferry", contends=True),
            "press": Party(name="The Press"),
            "bridge": Party(name="The Bridge", contends=True),
        }
    )

    assert ("ferry", "bridge") == parties.contending
    assert () == Parties().contending


def test_a_side_that_is_not_listed_is_shown_by_its_id() -> None:
    parties = Parties(parties={"cloudflare": Party(name="Cloudflare Inc.")})

    assert ("Cloudflare Inc.", "none") == (parties.name("cloudflare"), parties.name("none"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("partys: {}\n", "partys: Extra inputs are not permitted."),
        ("parties:\n  riaa: {}\n", "parties → riaa → name: Field required."),
        (
            "parties:\n  riaa:\n    name: ''\n",
            "parties → riaa → name: String should have at least 1 character.",
        ),
        (
            "parties:\n  riaa:\n    name: R\n    speakers:\n      - name: A\n        since: 2019-13\n",
            "parties → riaa → speakers → 0 → since: Value error, month must be in 1..12.",
        ),
        (
            "parties:\n  riaa:\n    name: R\n    contends: perhaps\n",
            "parties → riaa → contends: Input should be a valid boolean, unable to interpret input.",
        ),
    ],
)
def test_a_fault_is_refused_with_its_place(tmp_path: Path, text: str, fault: str) -> None:
    assert fault == refuse(tmp_path, text)


@pytest.mark.parametrize(("text", "line"), [("parties:\n  riaa: [R\n", 3), ("parties:\n\triaa:\n", 2)])
def test_what_is_not_yaml_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    assert refuse(tmp_path, text).startswith(f"line {line}: ")


@pytest.mark.parametrize("text", ["- riaa\n", "just words", b"name: caf\xe9\n", b"\0"])
def test_what_is_no_list_of_parties_is_refused(tmp_path: Path, text: str | bytes) -> None:
    assert refuse(tmp_path, text)


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / PARTIES_FILE).mkdir()

    with pytest.raises(CorpusError, match="is not valid"):
        read_parties(tmp_path)


@pytest.mark.parametrize(
    ("party", "fits"), [("x" * 60, True), ("x" * 61, False), ("a b", False), ("a:b", False)]
)
def test_the_id_of_a_side_is_short_and_one_word(tmp_path: Path, party: str, fits: bool) -> None:
    (tmp_path / PARTIES_FILE).write_text(f'parties:\n  "{party}":\n    name: A side\n', encoding="utf-8")

    if fits:
        assert "A side" == read_parties(tmp_path).name(party)
        return
    with pytest.raises(CorpusError, match=re.escape(party)):
        read_parties(tmp_path)


def test_a_character_that_yaml_does_not_take_is_told_in_one_sentence(tmp_path: Path) -> None:
    assert "it contains U+0002, which is not allowed." == refuse(tmp_path, "parties: \x02")


@pytest.mark.parametrize("name", ["Cloudflare\\u202e", "Doug\\u2067 Kramer"])
def test_a_name_with_a_character_that_cannot_be_seen_is_refused(tmp_path: Path, name: str) -> None:
    plain = name.replace("\\u202e", "").replace("\\u2067", "")

    told = refuse(tmp_path, LISTED.replace(f"name: {plain}", f'name: "{name}"'))

    assert "name: contains an invisible character (U+20" in told
