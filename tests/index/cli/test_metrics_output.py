import pytest

from index.cli.metrics_output import draw_calibration, print_retrieval
from index.collections.retrieval import RetrievalMetrics
from index.evaluation.statistics import Bin, Comparison


def draw(*curve: Bin) -> list[str]:
    """The lines below the head."""
    return [line.plain for line in draw_calibration(curve)][1:]


@pytest.mark.parametrize(
    ("confidence", "share", "expected"),
    [
        (0.5, 1.0, "█" * 15 + "│" + "█" * 14),
        (0.5, 0.0, "·" * 15 + "│" + "·" * 14),
        (0.5, 0.5, "█" * 15 + "│" + "·" * 14),
        (0.0, 0.1, "│██" + "·" * 27),
        (1.0, 0.9, "█" * 27 + "··│"),
    ],
)
def test_a_bar_shows_the_share_and_a_mark_the_confidence(
    confidence: float, share: float, expected: str
) -> None:
    [line] = draw(Bin(0.5, 0.6, confidence, share, 7))

    assert f"0.5 to 0.6   {confidence:.2f}   {share:.2f}   {expected}     7" == line


def test_a_bin_without_questions_has_no_figures_and_no_bar() -> None:
    [line] = draw(Bin(0.1, 0.2, 0.0, 0.0, 0))

    assert ["0.1", "to", "0.2", "0"] == line.split()


def test_all_lines_are_of_one_length() -> None:
    lines = [line.plain for line in draw_calibration([Bin(0, 0.1, 0, 0, 0), Bin(0.9, 1, 1, 1, 12345)])]

    assert [len(lines[0])] * 3 == [len(line) for line in lines]


def test_each_way_of_ranking_has_a_line_and_the_comparison_one(capsys: pytest.CaptureFixture[str]) -> None:
    figures = {"n": 2, "ndcg@10": 0.5, "recall@10": 0.25, "mrr@10": 1.0}
    retrieval = RetrievalMetrics(
        collection="[b]coll",
        documents=3,
        questions=2,
        by_way={"fused": figures, "ranked": figures},
        compared={"ranked - fused": Comparison(0.01, (-0.02, 0.04), 0.3, 2)},
        intervals={f"{way}.{name}": (0.1, 0.9) for way in ("fused", "ranked") for name in figures},
    )

    print_retrieval(retrieval)

    lines = capsys.readouterr().out.splitlines()
    assert "[b]coll: 2 queries, 3 documents" == lines[0]
    assert ["fused", "2", "0.500", "(0.10–0.90)", "0.250", "(0.10–0.90)", "1.000", "(0.10–0.90)"] == lines[
        3
    ].split()
    assert "nDCG@10, ranked - fused: +0.010 (-0.020 to +0.040), p 0.300, n 2" == lines[-1]
