"""YAML files of the corpus folder, and what is wrong with one."""

from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import ValidationError
from yaml.reader import ReaderError

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one in C, where the installed PyYAML has it: fifteen times as fast."""


def read_yaml(path: Path) -> Any:
    """What a file says; None where it is empty. Raises OSError, ValueError, yaml.YAMLError."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a SafeLoader


def describe_validation_error(error: Exception, source: str = "") -> tuple[int | None, str]:
    """The line of a YAML text that is at fault, from 0, if that is known; and what is wrong, on one line.

    Of a character that YAML does not take, the line is found in the text that is given.
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
    """The first fault of a YAML file, with its line or its place."""
    if isinstance(error, ValidationError):
        fault = error.errors()[0]
        return f"{' → '.join(map(str, fault['loc']))}: {fault['msg']}"
    line, problem = describe_validation_error(error)
    return problem if line is None else f"line {line + 1}: {problem}"
