# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Values of the registry, one on a line with its key, and the .reg file that sets them (Microsoft: KB310516)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

HEAD = "Windows Registry Editor Version 5.00"
ROOTS = {"HKLM": "HKEY_LOCAL_MACHINE", "HKCU": "HKEY_CURRENT_USER"}
LINE = re.compile(r"(\[HKEY_[^\]]+\]) (\".*)", re.DOTALL)


def value_line(root: str, key: str, name: str, data: str | int) -> str:
    """root: HKLM or HKCU. data: a number is a DWORD."""
    value = f"dword:{data:08x}" if isinstance(data, int) else f'"{_escaped(data)}"'
    return rf'[{ROOTS[root]}\{key}] "{_escaped(name)}"={value}'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def are_values(lines: Sequence[str]) -> bool:
    """Whether they are of value_line, and no commands."""
    return bool(lines) and all(map(LINE.fullmatch, lines))


def sections(lines: Iterable[str]) -> list[str]:
    """As in a .reg file: each key on a line of its own, then its values."""
    found: dict[str, list[str]] = {}
    for match in filter(None, map(LINE.fullmatch, lines)):
        found.setdefault(match[1], []).append(match[2])
    return [text for key, values in found.items() for text in (key, *values)]
