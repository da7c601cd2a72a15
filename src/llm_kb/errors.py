"""The errors that a user may see: one sentence that says what is wrong and how to mend it."""


class KnowledgeBaseError(Exception):
    """Something the user can mend; its text is one sentence with the cure."""
