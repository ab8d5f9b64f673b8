"""YAML files: reading them, and describing the errors in them."""

from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import ValidationError
from yaml.reader import ReaderError

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C if the installed PyYAML has it: it is fifteen times as fast."""


def read_yaml(path: Path) -> Any:
    """The value of a YAML file; None if it is empty. Raises OSError, ValueError, yaml.YAMLError."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a SafeLoader


def describe_validation_error(error: Exception, source: str = "") -> tuple[int | None, str]:
    """The line of an error in a YAML text, from 0, if known, and its description on one line.

    `source` is the text; it is needed only to find the line of a character that YAML does not allow.
    """
    match error:
        case yaml.MarkedYAMLError(problem=str(problem), problem_mark=mark) if mark is not None:
            return mark.line, _to_line(problem)
        case ReaderError(character=int(character), position=position):
            line = source.count("\n", 0, position) if source else None
            return line, f"it contains U+{character:04X}, which is not allowed"
    return None, _to_line(str(error))


def _to_line(words: str) -> str:
    return " ".join(words.split())


def tell_fault(error: Exception) -> str:
    """The first error of a YAML file, with its line or key."""
    if isinstance(error, ValidationError):
        fault = error.errors()[0]
        return f"{' → '.join(map(str, fault['loc']))}: {fault['msg']}"
    line, problem = describe_validation_error(error)
    return problem if line is None else f"line {line + 1}: {problem}"
