"""Numbers with their nouns."""


def count(number: float, one: str, many: str) -> str:
    """A number with its noun in the singular or the plural."""
    written = f"{number:,g}" if isinstance(number, float) else f"{number:,}"
    return f"{written} {one if number == 1 else many}"
