"""YAML front matter of Markdown files; errors name the line."""

from typing import Any

import yaml

from index.domain.document import Metadata
from index.domain.metadata_problems import find_metadata_problems
from index.errors import BadMetadata
from index.text.yaml_file import describe_validation_error

_FENCE = "---"
_AS_WRITTEN = frozenset({"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"})


class _Loader(yaml.SafeLoader):
    """Leaves dates and booleans as strings: `no` is Norwegian, and a wrong date is reported with its line."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _AS_WRITTEN]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def split_front_matter(text: str, name: str) -> tuple[dict[str, Any], str]:
    """The front matter as a mapping (empty if there is none) and the text after it.

    Raises BadMetadata if it is not closed, not YAML, not a mapping, or has an unknown or repeated key or an
    invalid value. A missing title is not an error here: the caller may have one.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return {}, text
    closing = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if closing is None:
        raise BadMetadata(f"{name}, line 1: the front matter has no closing '---'. Add that line.")
    values, line_of = _parse("\n".join(lines[1:closing]), name)
    _check(values, line_of, name)
    return values, "\n".join(lines[closing + 1 :])


def _parse(source: str, name: str) -> tuple[dict[str, Any], dict[str, int]]:
    try:
        node = yaml.compose(source, Loader=_Loader)
        values = yaml.load(source, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line, problem = describe_validation_error(error, source)
        where = name if line is None else f"{name}, line {line + 2}"
        raise BadMetadata(
            f"{where}: the front matter is not valid YAML ({problem}). Please correct it."
        ) from error
    if node is None:
        return {}, {}
    if not isinstance(node, yaml.MappingNode) or not isinstance(values, dict):
        raise BadMetadata(f"{name}, line 2: the front matter must be lines of the form 'key: value'.")
    line_of: dict[str, int] = {}
    for key, _ in node.value:
        line = key.start_mark.line + 2
        if key.value in line_of:
            raise BadMetadata(f"{name}, line {line}: the key '{key.value}' appears twice. Keep one.")
        line_of[str(key.value)] = line
    return {str(key): value for key, value in values.items()}, line_of


def _check(values: dict[str, Any], line_of: dict[str, int], name: str) -> None:
    for key, line in line_of.items():
        if key not in Metadata.model_fields:
            known = ", ".join(Metadata.model_fields)
            raise BadMetadata(f"{name}, line {line}: unknown key '{key}'. The keys are {known}.")
    given = {key: value for key, value in values.items() if value is not None}
    for problem in find_metadata_problems({"title": "to be given", **given}):
        line = line_of.get(problem.key, 2)
        raise BadMetadata(f"{name}, line {line}: {problem.sentence}")
