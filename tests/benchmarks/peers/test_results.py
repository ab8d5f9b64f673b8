from pathlib import Path

from benchmarks.peers.figures import MEASURES, OURS
from benchmarks.peers.results import draw, replace_part, write_part


def test_a_part_is_replaced_and_the_words_around_it_stay(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    write_part(path, "speed", "stale \\1 table")
    write_part(path, "cold", "cold table")
    path.write_text(path.read_text().replace("<!-- speed -->", "Said by hand.\n\n<!-- speed -->"))
    write_part(path, "speed", "new \\1 table")
    text = path.read_text()

    assert "stale" not in text
    assert text.startswith("# Results\n")
    assert text.index("Said by hand.") < text.index("new \\1 table") < text.index("cold table")


def test_writing_the_same_part_again_changes_nothing() -> None:
    once = replace_part("# Results\n", "speed", "table\n")

    assert once == replace_part(once, "speed", "table\n")


def test_the_picture_is_a_png_of_all_systems(tmp_path: Path) -> None:
    figures = {one.key: 1.0 for one in MEASURES}
    draw({OURS: figures, "Peer": figures}, tmp_path / "peers.png")

    assert (tmp_path / "peers.png").read_bytes().startswith(b"\x89PNG")
