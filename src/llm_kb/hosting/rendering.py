"""Fills the templates of our own pages in one go.

Datasette's templates may wait for something wherever they call it, which costs as much again for every macro and every
value. Ours wait for nothing: all that a page shows is asked before it is shown.
"""

from collections.abc import Callable
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from jinja2 import Environment, Template


class FilledAtOnce(Template):
    """A template that Datasette may fill like its own, and that does not wait."""

    async def render_async(self, *arguments: Any, **named: Any) -> str:
        """The text of the template with these values."""
        return self.render(*arguments, **named)


_overlays: WeakKeyDictionary[Environment, Environment] = WeakKeyDictionary()


def _value(usual: Callable[[Any, str], Any], thing: Any, name: str) -> Any:
    """What `thing.name` means in a template: of a row, which is a dict, most often the column of that name."""
    return thing[name] if type(thing) is dict and name in thing else usual(thing, name)


def template(environment: Environment, name: str) -> Template:
    """The template of that name in an environment of Datasette's, to be filled at once."""
    overlay = _overlays.get(environment)
    if overlay is None:
        overlay = environment.overlay(enable_async=False)
        overlay.template_class = FilledAtOnce
        overlay.getattr = partial(_value, overlay.getattr)  # type: ignore[method-assign]
        # An overlay holds what it lies over, which would keep both for good.
        overlay.linked_to = None
        _overlays[environment] = overlay
    return overlay.get_template(name)
