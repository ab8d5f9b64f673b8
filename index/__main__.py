"""`python -m index`: the command line of the record."""

from index.command_line.app import main

if __name__ == "__main__":
    main()
