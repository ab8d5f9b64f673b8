from hypothesis import given
from hypothesis import strategies as st

from benchmarks.collections import list_reporting, list_tuning
from index.collections.formats import Article


@given(st.lists(st.text(max_size=5), unique=True))
def test_what_is_tuned_on_is_never_reported_on(names: list[str]) -> None:
    articles = [Article(name, "", (), ()) for name in names]
    tuning, reporting = list_tuning(articles), list_reporting(articles)

    assert sorted(names) == sorted(article.name for article in (*tuning, *reporting))
    assert len(tuning) - len(reporting) in (0, 1)
    assert tuning == list_tuning(reversed(articles))
