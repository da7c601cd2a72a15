"""Connections to the PostgreSQL database of a draft; what goes wrong is one sentence, without the password."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from llm_kb.errors import KnowledgeBaseError, in_one_line, install_command
from llm_kb.settings import DATABASE_URL_VARIABLE

EXAMPLE = "postgresql://user@host/database"
CONNECT_TIMEOUT = 10
"""Seconds after which a server that does not answer is given up."""
INSUFFICIENT_PRIVILEGE, LOCK_NOT_AVAILABLE, UNIQUE_VIOLATION = "42501", "55P03", "23505"


def address(url: str) -> sa.URL:
    """The address of a PostgreSQL database for the driver psycopg; raises KnowledgeBaseError where it is none."""
    if url.partition("?")[0].count("@") > 1:  # what follows the first would be taken for the host, and shown in errors
        raise KnowledgeBaseError("The database's address has more than one '@': write one in the password as %40.")
    cure = f"name one as {EXAMPLE} with --database-url or in {DATABASE_URL_VARIABLE}"
    try:
        made = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        raise KnowledgeBaseError(f"The database's address cannot be read: {cure}.") from None
    if made.drivername.partition("+")[0] not in ("postgresql", "postgres"):
        raise KnowledgeBaseError(f"A draft needs PostgreSQL, and this is an address for {made.drivername}: {cure}.")
    return made.set(drivername="postgresql+psycopg")


@contextmanager
def connected(url: str) -> Iterator[sa.Connection]:
    """A connection to a PostgreSQL database; raises KnowledgeBaseError for what the database refuses meanwhile."""
    place = address(url)
    try:
        options = {"connect_timeout": CONNECT_TIMEOUT}
        engine = sa.create_engine(
            place,
            poolclass=sa.NullPool,
            isolation_level="READ COMMITTED",
            connect_args=options,
        )
    except ImportError:
        command = install_command("'psycopg[binary]'")
        raise KnowledgeBaseError(f"PostgreSQL needs the library psycopg: {command} installs it.") from None
    try:
        with engine.connect() as connection:
            yield connection
    except sa.exc.DBAPIError as error:
        raise KnowledgeBaseError(_sentence(error)) from None


def _sentence(error: sa.exc.DBAPIError) -> str:
    """What went wrong and its cure, in the driver's words, which have no password, and without the address."""
    state = getattr(error.orig, "sqlstate", None)
    told = getattr(error.orig, "diag", None)
    message = in_one_line(getattr(told, "message_primary", None) or error.orig)
    if state == INSUFFICIENT_PRIVILEGE:
        return (
            f"The database does not allow this ({message}): connect as another role, or ask whoever started the draft."
        )
    if state == LOCK_NOT_AVAILABLE:
        return "Somebody is changing the draft right now: try again once their transaction has ended."
    if state == UNIQUE_VIOLATION:
        detail = in_one_line(getattr(told, "message_detail", None) or message)
        return f"Two rows have the same key ({detail}): correct what 'llm-kb seed check' lists first."
    if state is None:
        return f"The database cannot be reached ({message}): check its address, and that its server runs."
    return f"The database refuses this ({message}): mend what it names."
