"""A cache of the bundles that one run of migrations reads, so that a build reads each of them once."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from llm_kb.seeds.bundle import Bundle


class BundleCache:
    """The newest bundle that was read, with those that it builds on.

    A bundle adds its rows to the database that holds those of the bundles before it. So only one can build on another,
    which leaves the cache for it, and comes back with it if it is free of problems.
    """

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.newest: Bundle | None = None

    def put(self, directory: Path, bundle: "Bundle") -> None:
        """Store a bundle in place of the present one."""
        self.folder, self.newest = directory.parent, bundle

    def get(self, directory: Path, sha256: str) -> "Bundle | None":
        """The bundle in a folder whose files have this hash, or None."""
        if self.newest is None or self.folder != directory.parent:
            return None
        bundles = (*self.newest.earlier, self.newest)
        return next((bundle for bundle in bundles if (bundle.id, bundle.sha256) == (directory.name, sha256)), None)

    def take(self, directory: Path, sha256: str) -> "Bundle | None":
        """The newest bundle, removed from the cache to be built upon, or None where it is another one."""
        newest, self.newest = self.newest, None
        return newest if newest and (self.folder, newest.id, newest.sha256) == (*_place(directory), sha256) else None


def _place(directory: Path) -> tuple[Path, str]:
    return directory.parent, directory.name


_current: ContextVar[BundleCache | None] = ContextVar("bundle_cache", default=None)


@contextmanager
def caching_bundles() -> Iterator[None]:
    """Cache the newest bundle that is read in the block, for the next one that builds on it (context variable)."""
    token = _current.set(BundleCache())
    try:
        yield
    finally:
        _current.reset(token)


def current() -> BundleCache:
    """The cache of the current context; outside of `caching_bundles` a throw-away one."""
    return _current.get() or BundleCache()
