"""Measures the quality of quotations and of silence on SQuAD 2.0, compared with a simple baseline.

    python -m benchmarks.quotations [--tuning] [--data FOLDER]

The available articles, in alphabetical order, alternate between two halves. Results are reported on the
second, on which nothing was fitted, or with --tuning on the first. A record of one half is asked questions
that its articles answer, questions about the other half's articles, and SQuAD's unanswerable questions (near
misses). A quotation is a hit if it comes from the question's article and contains one of the answers.

The baseline ranks windows of three sentences by the mean of scaled BM25 and cosine; its confidence is the
highest cosine.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.collection_index import filled_index
from benchmarks.collections import list_reporting, list_tuning, read_squad
from benchmarks.plain_baseline import PlainBaseline, Span
from index import ANY_SCOPE
from index.collections.benchmark import ask_openly, sample_items
from index.collections.cases import NEAR_MISS, OTHER_ARTICLE, make_case_from_answers
from index.collections.formats import Article
from index.collections.record import Ids
from index.evaluation.cases import EvaluationCase, run_cases
from index.evaluation.evaluation import Evaluation, evaluate
from index.evaluation.metrics import DEPTH, DEPTHS, count_share
from index.evaluation.statistics import Interval, roc_area, roc_interval

_ANSWERABLE, _OTHERS = 600, 300
"""Questions of a sample: answerable ones, and those of each other kind."""


def make_cases(own: Sequence[Article], others: Sequence[Article], ids: Ids) -> list[EvaluationCase]:
    """The cases for a record of `own` articles; the same sample in every run."""
    mine = [(article, question) for article in own for question in article.questions]
    theirs = [(article, question) for article in others for question in article.questions]
    answerable = sample_items([one for one in mine if one[1].answers], _ANSWERABLE)
    near = sample_items([one for one in mine if not one[1].answers], _OTHERS)
    other = sample_items([one for one in theirs if one[1].answers], _OTHERS)
    return [
        make_case_from_answers(article, question, ids.get(article.name))
        for article, question in (*answerable, *near, *other)
    ]


def report(evaluation: Evaluation) -> None:
    """Print hits, lengths, silence and confidence, each with its 95% confidence interval."""
    dumped, intervals = evaluation.model_dump(by_alias=True), evaluation.intervals
    hits = [f"hit@{depth}{suffix}" for suffix in ("", "_before_silence") for depth in DEPTHS]
    for name in (*hits, "mean_chars", "verbatim", "auroc", "calibration_error"):
        print(f"  {name:24} {_format(dumped[name], intervals[name])}")
    for name, value in evaluation.silence.model_dump(include={"precision", "recall"}).items():
        print(f"  {'silence, ' + name:24} {_format(value, intervals[f'silence.{name}'])}")
    print(f"  {'answered, answerable':24} ", end="")
    print(_format(evaluation.answered["answerable"], intervals["answered.answerable"]))
    for kind, own in evaluation.unanswerable.items():
        print(f"  {'answered, ' + kind:24} {_format(own['answered'], intervals[f'{kind}.answered'])}")
        print(f"  {'auroc against ' + kind:24} {_format(own['auroc'], intervals[f'{kind}.auroc'])}")
    print("  latency, ms              ", end="")
    print(", ".join(f"{rank} {value:.1f}" for rank, value in evaluation.latency_ms.items()))


def report_baseline(cases: Sequence[EvaluationCase], baseline: PlainBaseline) -> None:
    """Print the same metrics of the baseline."""
    ranked = [baseline.rank(case.question, DEPTH) for case in cases]
    answerable = [(case, best) for case, (best, _) in zip(cases, ranked, strict=True) if case.targets]
    for depth in DEPTHS:
        figure = count_share([_holds(case, best[:depth]) for case, best in answerable])
        print(f"  {f'hit@{depth}':24} {_format(figure.value, figure.interval)}")
    lengths = [end - start for _, best in answerable for _, start, end in best[:3]]
    print(f"  {'mean_chars':24} {np.mean(lengths):.0f}")
    cosines = np.array([cosine for _, cosine in ranked])
    truth = np.array([bool(case.targets) for case in cases])
    kinds = np.array([case.kind for case in cases])
    for kind in (NEAR_MISS, OTHER_ARTICLE):
        own = truth | (kinds == kind)
        area = _format(roc_area(cosines[own], truth[own]), roc_interval(cosines[own], truth[own]))
        print(f"  {'auroc against ' + kind:24} {area}")


def _holds(case: EvaluationCase, best: Sequence[Span]) -> bool:
    return any(target.holds(*window) for target in case.targets for window in best)


def _format(value: float, interval: Interval) -> str:
    low, high = interval
    return f"{value:.3f} ({low:.3f}–{high:.3f})" if high < 10 else f"{value:.0f} ({low:.0f}–{high:.0f})"


def main() -> None:
    """Measure one half, and the baseline on it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tuning", action="store_true", help="the half on which things are fitted")
    parser.add_argument("--data", type=Path, help="keep the record in this folder")
    options = parser.parse_args()
    articles = read_squad()
    halves = {"tuning": list_tuning(articles), "reporting": list_reporting(articles)}
    name, other = ("tuning", "reporting") if options.tuning else ("reporting", "tuning")
    documents = [article.document for article in halves[name]]
    with filled_index(documents, options.data and options.data / name) as (index, ids):
        cases = make_cases(halves[name], halves[other], ids)
        print(f"The {name} articles: {', '.join(article.title for article in halves[name])}")
        kinds = dict.fromkeys(case.kind for case in cases)
        print(", ".join(f"{sum(case.kind == kind for case in cases)} {kind}" for kind in kinds))
        index.warm_up()
        print("\nThis record")
        report(evaluate(run_cases(cases, ask_openly(index), index.documents(scope=ANY_SCOPE), depth=DEPTH)))
        print("\nWindows of three sentences, half BM25, half cosine; top cosine")
        report_baseline(cases, PlainBaseline(index.documents(scope=ANY_SCOPE), index.engine.encoder))


if __name__ == "__main__":
    main()
