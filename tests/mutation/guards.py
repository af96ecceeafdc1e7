"""Guards of the product: each `if` that ends in an error, or gives the reason why something is refused."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULE_UTILS = ROOT / "plugins" / "module_utils"


@dataclass(frozen=True)
class Guard:
    """file: below module_utils. function: that it stands in. number: in its order there, from 1."""

    file: str
    function: str
    number: int
    start: tuple[int, int]  # of the condition: line from 1, column in bytes from 0
    end: tuple[int, int]

    def __str__(self) -> str:
        return f"{self.file} {self.function} {self.number}"

    def switched_off(self, text: str) -> str:
        """The file's text with the condition never met; still evaluated, because it may name what follows uses."""
        lines = text.encode().splitlines(keepends=True)
        (first, column), (last, end) = self.start, self.end
        lines[last - 1] = lines[last - 1][:end] + b") and False" + lines[last - 1][end:]
        lines[first - 1] = lines[first - 1][:column] + b"(" + lines[first - 1][column:]
        return b"".join(lines).decode()


def every_guard() -> list[Guard]:
    files = sorted(MODULE_UTILS.rglob("*.py"))
    return [guard for path in files for guard in in_text(_name(path), path.read_text(encoding="utf-8"))]


def in_text(file: str, text: str) -> Iterator[Guard]:
    numbers: Counter[str] = Counter()
    for function, node in _conditions(ast.parse(text), "module"):
        if _refuses(node):
            numbers[function] += 1
            test = node.test
            start, end = (test.lineno, test.col_offset), (int(test.end_lineno or 0), int(test.end_col_offset or 0))
            yield Guard(file, function, numbers[function], start, end)


def _conditions(node: ast.AST, function: str) -> Iterator[tuple[str, ast.If]]:
    for child in ast.iter_child_nodes(node):
        inside = child.name if isinstance(child, ast.FunctionDef | ast.ClassDef) else function
        if isinstance(child, ast.If):
            yield function, child
        yield from _conditions(child, inside)


def _refuses(condition: ast.If) -> bool:
    """By what the body ends in; before a `continue` or a `return` of nothing, by what stands there."""
    *before, last = condition.body
    if before and (isinstance(last, ast.Continue) or (isinstance(last, ast.Return) and last.value is None)):
        last = before[-1]
    if isinstance(last, ast.Raise):
        return True
    value = last.value if isinstance(last, ast.Return | ast.Expr) else None
    if isinstance(value, ast.Yield):
        value = value.value
    elif isinstance(last, ast.Expr):
        return _hands_on_a_reason(value)
    return _is_text(value) or _is_named_in(condition.test, value) or _hands_on_a_reason(value)


def _is_text(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Constant):
        return isinstance(value.value, str) and bool(value.value)
    if isinstance(value, ast.BinOp):
        return _is_text(value.left) or _is_text(value.right)
    return isinstance(value, ast.JoinedStr) or _is_text_of_an_error(value)


def _is_text_of_an_error(value: ast.expr | None) -> bool:
    """As in `str(answer.error)`."""
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Name) or value.func.id != "str":
        return False
    return isinstance(value.args[0], ast.Attribute)


def _is_named_in(test: ast.expr, value: ast.expr | None) -> bool:
    """As in `if reason := ...: return reason`."""
    names = {node.target.id for node in ast.walk(test) if isinstance(node, ast.NamedExpr)}
    return isinstance(value, ast.Name) and value.id in names


def _hands_on_a_reason(value: ast.expr | None) -> bool:
    """As in `return could_not_check(plan, f"...")`; a plain text may be anything, such as a control."""
    given = value.args if isinstance(value, ast.Call) else []
    return any(_is_text(one) and not isinstance(one, ast.Constant) for one in given)


def _name(path: Path) -> str:
    return path.relative_to(MODULE_UTILS).as_posix()
