"""The command `evaluate`: metrics on judged questions or collections, or one question explained."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from index.cli.explanation_output import print_explanation
from index.cli.metrics_output import evaluate_feedback, print_evaluation, print_retrieval
from index.cli.options import (
    DEFAULT_CORPUS,
    DEFAULT_DATA,
    AsJson,
    Corpus,
    Data,
    choose_configured_encoder,
    open_index,
    progress_bar,
)
from index.cli.output import print_json
from index.collections.benchmark import (
    Benchmark,
    BenchmarkFormat,
    QuestionsBenchmark,
    ReadingBenchmark,
    RetrievalBenchmark,
    detect_format,
)
from index.collections.record import Ids, fill
from index.collections.retrieval import RetrievalMetrics
from index.errors import BadQuestions
from index.evaluation.cases import EvaluationCase
from index.evaluation.explanation import explain as explain_case
from index.index import Index

Questions = Annotated[
    Path | None,
    typer.Argument(
        metavar="QUESTIONS",
        show_default=False,
        help="Judged questions, one per line; or a collection: a BEIR folder or a SQuAD file.",
    ),
]

Articles = Annotated[
    str | None, typer.Option(metavar="TITLES", help="Only these articles, separated by commas.")
]
Sample = Annotated[
    int | None, typer.Option(min=1, help="Only this many of the questions, the same ones each time.")
]
Explained = Annotated[
    str | None,
    typer.Option(
        metavar="ID", help="Explain each candidate's rank for one question, given by its ID or in words."
    ),
]
RatedQuestions = Annotated[
    Path | None,
    typer.Option(
        "--questions",
        metavar="FILE",
        help="With --feedback: write the questions that got a 👍 to this file.",
    ),
]


def evaluate(
    context: typer.Context,
    questions: Questions = None,
    half: Annotated[
        str | None, typer.Option(help="Only the judged questions in this half: tuning or reporting.")
    ] = None,
    articles: Articles = None,
    sample: Sample = None,
    explain: Explained = None,
    feedback: Annotated[
        bool, typer.Option("--feedback", help="Measure by the feedback of users, without QUESTIONS.")
    ] = False,
    judged: RatedQuestions = None,
    as_json: AsJson = False,
    data: Data = DEFAULT_DATA,
    corpus: Corpus = DEFAULT_CORPUS,
) -> None:
    """Measure the answers on questions whose answers are known, or by feedback.

    A collection gets a record of its own, which is deleted afterwards unless you pass --data.
    """
    if feedback:
        if questions or half or articles or sample or explain:
            raise typer.BadParameter("--feedback can only be combined with --questions and --json.")
        with open_index(data, corpus) as index:
            evaluate_feedback(index, questions=judged, as_json=as_json)
        return
    if judged is not None:
        raise typer.BadParameter("--questions needs --feedback.")
    if questions is None:
        raise typer.BadParameter("Name a file of questions, or use --feedback.", param_hint="QUESTIONS")
    benchmark = read_benchmark(questions, half=half, articles=articles, sample=sample)
    if explain is not None:
        check_question(explain, benchmark, questions)
    with open_record(benchmark, data, corpus, is_named=_is_given(context, "data")) as (index, ids):
        if explain is None:
            measure(benchmark, index, ids, as_json=as_json)
            return
        show_explanation(_make_case(explain, benchmark, index, ids), index, as_json=as_json)


def read_benchmark(path: Path, *, half: str | None, articles: str | None, sample: int | None) -> Benchmark:
    """The questions in a file or folder. Raises BadQuestions; BadParameter for another format's option."""
    collection_format = detect_format(path)
    if half is not None and collection_format != BenchmarkFormat.QUESTIONS:
        raise typer.BadParameter("--half works only with judged questions, one per line.")
    if articles is not None and collection_format != BenchmarkFormat.READING:
        raise typer.BadParameter("--articles works only with a file in SQuAD format.")
    match collection_format:
        case BenchmarkFormat.QUESTIONS:
            return QuestionsBenchmark(path, half=half, sample=sample)
        case BenchmarkFormat.READING:
            titles = [title.strip() for title in (articles or "").split(",") if title.strip()]
            return ReadingBenchmark(path, titles=titles, sample=sample)
        case BenchmarkFormat.RETRIEVAL:
            return RetrievalBenchmark(path, sample=sample)


def check_question(question: str, benchmark: Benchmark, path: Path) -> None:
    """Raise BadQuestions unless it is the id of a question, or several words: an id has no spaces."""
    if not benchmark.has_question(question) and len(question.split()) < 2:
        raise BadQuestions(f'{path} has no question "{question}". Give the ID of one, or ask in words.')


@contextmanager
def open_record(
    benchmark: Benchmark, data: Path, corpus: Path, *, is_named: bool
) -> Iterator[tuple[Index, Ids]]:
    """The user's record; for a collection a record of its own, temporary unless --data was given."""
    with ExitStack() as stack:
        if benchmark.documents is None:
            yield stack.enter_context(open_index(data, corpus)), {}
            return
        folder = data if is_named else Path(stack.enter_context(TemporaryDirectory()))
        encoder = choose_configured_encoder(folder)
        with progress_bar("Reading the collection") as progress:
            ids = fill(folder, benchmark.documents, encoder, progress)
        yield stack.enter_context(open_index(folder, None, encoder)), ids


def measure(benchmark: Benchmark, index: Index, ids: Ids, *, as_json: bool) -> None:
    """Ask all questions and print the metrics."""
    index.warm_up()
    with progress_bar("Asking") as progress:
        measured = benchmark.measure(index, ids, progress)
    if as_json:
        print_json(measured)
    elif isinstance(measured, RetrievalMetrics):
        print_retrieval(measured)
    else:
        print_evaluation(measured)


def show_explanation(case: EvaluationCase, index: Index, *, as_json: bool) -> None:
    """Ask one question and explain the rank of each candidate."""
    explanation = explain_case(
        case, scorer=index.engine.scorer, answerer=index.engine.answerer, lexical=index.engine.search.lexical
    )
    if as_json:
        print_json(explanation)
    else:
        print_explanation(explanation)


def _is_given(context: typer.Context, parameter: str) -> bool:
    """Whether a parameter is on the command line: not from the environment, nor by default."""
    source = context.get_parameter_source(parameter)
    return source is not None and source.name == "COMMANDLINE"


def _make_case(question: str, benchmark: Benchmark, index: Index, ids: Ids) -> EvaluationCase:
    if benchmark.has_question(question):
        return benchmark.make_case(question, index, ids)
    return EvaluationCase(id="", question=question, kind="", targets=())
