"""The text of a case: JSON in which what fits on a line stands on one, so that a finding is a line."""

from __future__ import annotations

import json
from typing import Any

WIDTH = 120


def text(value: Any) -> str:
    return _text(value, "", 0) + "\n"


def _text(value: Any, indent: str, taken: int) -> str:
    """taken: of the first line, by what stands before and after the value."""
    line = json.dumps(value, ensure_ascii=False)
    whole = not indent or len(indent) + taken + len(line) > WIDTH
    if not (whole and value and isinstance(value, dict | list)):
        return line
    inner = f"{indent} "
    if isinstance(value, list):
        parts = [_text(item, inner, 1) for item in value]
        return "[\n" + ",\n".join(inner + part for part in parts) + f"\n{indent}]"
    members = []
    for name, item in value.items():
        start = f"{json.dumps(name, ensure_ascii=False)}: "
        members.append(inner + start + _text(item, inner, len(start) + 1))
    return "{\n" + ",\n".join(members) + f"\n{indent}}}"
