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
        """The file's text with the condition never met."""
        lines = text.encode().splitlines(keepends=True)
        (first, column), (last, end) = self.start, self.end
        lines[first - 1 : last] = [lines[first - 1][:column] + b"False" + lines[last - 1][end:]]
        return b"".join(lines).decode()


def every_guard() -> list[Guard]:
    files = sorted(MODULE_UTILS.rglob("*.py"))
    return [guard for path in files for guard in in_text(_name(path), path.read_text(encoding="utf-8"))]


def in_text(file: str, text: str) -> Iterator[Guard]:
    numbers: Counter[str] = Counter()
    for function, node in _conditions(ast.parse(text), "module"):
        if _refuses(node.body[-1]):
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


def _refuses(last: ast.stmt) -> bool:
    if isinstance(last, ast.Raise):
        return True
    value = last.value if isinstance(last, ast.Return | ast.Expr) else None
    return _is_text(value.value if isinstance(value, ast.Yield) else value if isinstance(last, ast.Return) else None)


def _is_text(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Constant):
        return isinstance(value.value, str) and bool(value.value)
    if isinstance(value, ast.BinOp):
        return _is_text(value.left) or _is_text(value.right)
    return isinstance(value, ast.JoinedStr)


def _name(path: Path) -> str:
    return path.relative_to(MODULE_UTILS).as_posix()
