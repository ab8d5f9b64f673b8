"""English words that only hold a question together: they say nothing of what is asked."""

from typing import Final

_LISTED: Final = """
a about am an and are as at be been being but by can could did do does for from had has have he her his how i
if in into is it its may me might must my not of on or our shall she should so such than that the their them
then there these they this those to us was we were what when where which who whom whose why will with would
you your
"""

FUNCTION_WORDS: Final = frozenset(_LISTED.split())
"""Lower case."""
