"""`python -m index`: the command line of the record."""

import atexit
import gc

gc.disable()  # while modules are loaded, of which nothing is garbage: a sixth of that time

from index.command_line.app import main  # noqa: E402

gc.enable()
atexit.register(gc.freeze)  # nor is it looked for at the end, which took longer than an answer

if __name__ == "__main__":
    main()
