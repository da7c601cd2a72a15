"""What a planted fault is."""

import difflib
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One change to one file of the checkout."""

    path: str
    """The file, from the root of the checkout."""
    kind: str
    before: str
    """The text of the whole file."""
    start: int
    end: int
    replacement: str
    """What stands in place of the characters from `start` to `end`."""

    @property
    def after(self) -> str:
        """The text of the whole file with the fault."""
        return self.before[: self.start] + self.replacement + self.before[self.end :]

    @property
    def line(self) -> int:
        """The line at which it begins, counted from 1."""
        return self.before.count("\n", 0, self.start) + 1

    @property
    def diff(self) -> str:
        """What the fault changes, as a unified difference."""
        lines = difflib.unified_diff(
            self.before.splitlines(), self.after.splitlines(), self.path, self.path, n=1, lineterm=""
        )
        return "\n".join(lines)
