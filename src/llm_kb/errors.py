"""The errors that a user may see: one sentence that says what is wrong and how to mend it."""

import textwrap

QUOTED = 200
"""How many characters of an error of somebody else a message quotes."""


class KnowledgeBaseError(Exception):
    """Something the user can mend; its text is one sentence with the cure."""


def in_one_line(error: object) -> str:
    """What an error of somebody else says, in one line and not too long for a sentence."""
    return textwrap.shorten(str(error), QUOTED, placeholder=" …")
