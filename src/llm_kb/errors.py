"""Errors shown to users: one sentence that says what is wrong and how to mend it."""

import shlex
import sys
import textwrap

QUOTED_LENGTH = 200
"""Maximum length of a third-party error message that one of ours quotes."""


class KnowledgeBaseError(Exception):
    """An error that the user can mend; its message is one sentence with the cure."""


def in_one_line(error: object) -> str:
    """The message of a third-party error, shortened to one line."""
    return textwrap.shorten(str(error), QUOTED_LENGTH, placeholder=" …")


def install_command(library: str) -> str:
    """The command that installs a library for the Python that runs, which may not be the first on the PATH."""
    return f"{shlex.quote(sys.executable)} -m pip install {library}"
