"""The commands of `python -m index`. The only place in `index` that reads the environment and prints."""
