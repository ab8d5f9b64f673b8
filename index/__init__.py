"""Documents in, quotations out: every answer is cut from a document, by offset.

No Discord, no asyncio and no environment variables here; `bot` imports this package, never the reverse.
The public names are listed in `__init__.pyi`, and the errors in `index.errors`. A name is imported when it is
first used: a reader's child process needs none of the search engines.
"""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
