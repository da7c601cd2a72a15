"""The fixtures of the site's tests, which tests of what is around a Datasette need too."""

from tests.site.conftest import browse, datasette, get

from .statements import pool

__all__ = ["browse", "datasette", "get", "pool"]
