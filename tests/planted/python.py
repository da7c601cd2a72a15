"""Faults of Python: other comparisons, operators and constants, what returns nothing, and arguments left out."""

import ast
import copy
from collections.abc import Iterator

from .fault import Fault

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}

HARMLESS = {"encoding", "frozen", "eq", "help", "metavar", "maxsize", "stacklevel", "slots"}
"""Arguments that make no difference for right data on the systems of the tests, wording and what only makes it fast.

Neither leaving one out nor turning its value is a fault: nothing writes to a frozen object, and no cache changes an
answer. The same is true of `strict` in a call of `zip`, since no two lists that are zipped differ in length.
"""

STEPS = {"place"}
"""Arguments whose values are in steps of ten and only sort, so that one more sorts the same."""

CLOCKS = {"time.monotonic", "time.perf_counter", "time.time"}
BOUNDARIES = ast.Lt | ast.LtE | ast.Gt | ast.GtE
"""Comparisons that differ at the boundary alone, which no test can hit with a clock, and which none needs where an
equal pair went another way in the `if` before."""

DRAWINGS = ("src/llm_kb/hosting/svg/", "src/llm_kb/site/charts/")
MANY = 100
"""Of a number from here on one more is no fault that anybody reads; in a drawing of any beyond 1, which are pixels."""

Node = ast.expr | ast.Return


def faults(path: str, text: str) -> Iterator[Fault]:
    """Every fault of these kinds that can be planted in a file."""
    tree = ast.parse(text)
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line.encode()))
    skipped = {id(node) for skip in ast.walk(tree) if _is_annotation(skip) for node in ast.walk(skip)}
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    skipped |= {
        id(each.value) for call in calls for each in call.keywords if each.arg in STEPS or _is_harmless(call, each)
    }
    skipped |= {id(node) for node in ast.walk(tree) if _is_never_equal(node)}
    skipped |= {id(test) for node in ast.walk(tree) for test in _told_before(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.expr | ast.Return) and id(node) not in skipped:
            for kind, changed in _changed(node) if not _is_size(path, node) else ():
                start, end = (_place(text, starts, *place) for place in _span(node))
                yield Fault(path, kind, text, start, end, _written(changed))


def _is_annotation(node: ast.AST) -> bool:
    """Whether nothing of it is run: annotations and texts that stand alone."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _is_harmless(call: ast.Call, keyword: ast.keyword) -> bool:
    """Whether the argument makes no difference; a strict reader or parser does make one."""
    return keyword.arg in HARMLESS or (keyword.arg == "strict" and ast.unparse(call.func) == "zip")


def _is_never_equal(node: ast.AST) -> bool:
    """Whether it compares the time of a clock."""
    if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], BOUNDARIES):
        return False
    calls = [each for each in ast.walk(node) if isinstance(each, ast.Call)]
    return any(ast.unparse(call.func) in CLOCKS for call in calls)


def _told_before(node: ast.AST) -> Iterator[ast.Compare]:
    """The comparison of an `elif` whose `if` has asked whether the same two are equal."""
    if isinstance(node, ast.If) and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        first, second = node.test, node.orelse[0].test
        if isinstance(first, ast.Compare) and isinstance(second, ast.Compare) and isinstance(first.ops[0], ast.Eq):
            pairs = {(ast.unparse(each.left), ast.unparse(each.comparators[0])) for each in (first, second)}
            if len(pairs) == 1 and isinstance(second.ops[0], BOUNDARIES):
                yield second


def _is_size(path: str, node: Node) -> bool:
    """Whether it is a number of which one more is no fault."""
    value = node.value if isinstance(node, ast.Constant) else None
    most = 1 if path.startswith(DRAWINGS) else MANY
    return isinstance(value, int) and not isinstance(value, bool) and value > most


def _span(node: Node) -> tuple[tuple[int, int], tuple[int, int]]:
    return (node.lineno, node.col_offset), (node.end_lineno or node.lineno, node.end_col_offset or 0)


def _place(text: str, starts: list[int], line: int, column: int) -> int:
    return len(text.encode()[: starts[line - 1] + column].decode())


def _written(node: Node) -> str:
    text = ast.unparse(node)
    return text if isinstance(node, ast.Return | ast.Constant | ast.Call) else f"({text})"


def _changed(node: Node) -> Iterator[tuple[str, Node]]:
    """The node as each kind of fault leaves it."""
    other = copy.deepcopy(node)
    if isinstance(other, ast.Compare) and type(other.ops[0]) in COMPARISONS:
        other.ops[0] = COMPARISONS[type(other.ops[0])]()
        yield "comparison", other
    elif isinstance(other, ast.BoolOp):
        other.op = ast.Or() if isinstance(other.op, ast.And) else ast.And()
        yield "logic", other
    elif isinstance(other, ast.UnaryOp) and isinstance(other.op, ast.Not):
        yield "logic", other.operand
    elif isinstance(other, ast.BinOp) and isinstance(other.op, ast.Add | ast.Sub):
        other.op = ast.Sub() if isinstance(other.op, ast.Add) else ast.Add()
        yield "arithmetic", other
    elif isinstance(other, ast.Constant) and isinstance(other.value, bool | int):
        other.value = not other.value if isinstance(other.value, bool) else other.value + 1
        yield "constant", other
    elif isinstance(other, ast.Return) and other.value and not _is_none(other.value):
        yield "returns nothing", ast.Return(ast.Constant(None))
    elif isinstance(other, ast.Call):
        yield from _without_keywords(other)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _without_keywords(call: ast.Call) -> Iterator[tuple[str, Node]]:
    for place, keyword in enumerate(call.keywords):
        if keyword.arg and not _is_harmless(call, keyword):
            other = copy.deepcopy(call)
            del other.keywords[place]
            yield "missing argument", other
