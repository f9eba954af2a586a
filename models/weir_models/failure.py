"""The error of a command that a person can mend."""


class Failure(Exception):
    """Says what is wrong and what to do about it; `weir-models` prints it without a traceback and exits with 1."""
