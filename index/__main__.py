"""`python -m index`: the command line of the record."""

import atexit
import gc

gc.set_threshold(200_000)  # what is loaded is no garbage: looking for it took a sixth of that time

from index.cli.app import main  # noqa: E402

atexit.register(gc.freeze)  # nor is it looked for at the end, which took longer than an answer

if __name__ == "__main__":
    main()
