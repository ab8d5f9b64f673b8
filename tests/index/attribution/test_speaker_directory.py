"""Speakers whom the team listed, by all their names."""

import pytest

from index.attribution.speaker_directory import SpeakerDirectory
from index.domain.party import Parties

PARTIES = Parties.model_validate(
    {
        "parties": {
            "labels": {
                "name": "Record labels",
                "speakers": [
                    {"name": "RSA", "aliases": ["Recorded Sound Alliance", "Players' Fund"]},
                    {"name": "Tessa Grey", "aliases": ["Grey"]},
                ],
            },
            "none": {"name": "Nobody's side", "speakers": [{"name": "Old Tom"}]},
        }
    }
)


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ("RSA", "RSA"),
        ("the Recorded Sound alliance", "RSA"),
        ("Players’ Fund", "RSA"),
        ("Ms. Grey", "Tessa Grey"),
        ("Grey's", "Tessa Grey"),
        ("rsa", "rsa"),
        ("Wen Grey", "Wen Grey"),
    ],
)
def test_a_speaker_is_known_by_any_name_but_not_by_a_part_of_one(found: str, name: str) -> None:
    assert name == SpeakerDirectory(PARTIES).name(found)


def test_a_speaker_stands_on_the_side_that_lists_them() -> None:
    known = SpeakerDirectory(PARTIES)

    assert ["labels", "labels", None, None] == [
        known.party(name) for name in ("Grey", "Record labels", "Old Tom", "Somebody")
    ]
    assert known.party(None) is None


def test_another_list_has_another_digest() -> None:
    assert SpeakerDirectory(Parties()).digest != SpeakerDirectory(PARTIES).digest
    assert SpeakerDirectory(PARTIES).digest == SpeakerDirectory(PARTIES.model_copy()).digest
