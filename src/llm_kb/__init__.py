"""A relational knowledge base of the design choices behind large language models.

`llm_kb.open()` gives a handle on it for Python and notebooks; `docs/python.md` shows what it can do.
"""

from os import PathLike
from typing import TYPE_CHECKING

from llm_kb.errors import KnowledgeBaseError

if TYPE_CHECKING:
    from llm_kb.handle import KnowledgeBase

__version__ = "1.0.0"
__all__ = ["KnowledgeBaseError", "__version__", "open"]


def open(path: str | PathLike[str] | None = None) -> "KnowledgeBase":
    """A read-only handle on a knowledge base: the installed one, built first if need be, or the file of that path.

    Raises KnowledgeBaseError when the file is missing or no knowledge base.
    """
    # Only here, so that importing the package stays cheap for the commands and for every Datasette.
    from llm_kb.handle import KnowledgeBase

    return KnowledgeBase(path)
