"""The fixtures of the site's tests, which tests of what is around a Datasette need too."""

from tests.site.conftest import browse, datasette, get

__all__ = ["browse", "datasette", "get"]
