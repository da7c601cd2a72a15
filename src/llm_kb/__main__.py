"""`llm-kb` and `python -m llm_kb`: ends quietly on signals, from the first import on."""

import os
import signal
import sys

SIGNALS = [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
"""Signals that end a command; it removes what it left half done before."""


def main() -> None:
    """Run the command line."""
    # Until all is imported nothing is to be tidied up, and an exception within an import would be a traceback.
    handled = [number for number in SIGNALS if signal.getsignal(number) != signal.SIG_IGN]
    for number in handled:
        signal.signal(number, signal.SIG_DFL)
    _reserve_standard_descriptors()
    from llm_kb import cli

    for number in handled:
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else cli.interrupt)
    cli.main(prog_name="llm-kb")


def _reserve_standard_descriptors() -> None:
    """Open the null device for each closed standard stream, so that no file of ours gets its number.

    Standard output stays None in Python, by which commands know that an answer would be lost.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w")


if __name__ == "__main__":
    main()
