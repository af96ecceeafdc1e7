# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""How much of what a node says is taken, and how much is shown: a node must not fill a screen, a log or a disk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ANSWER = 16 * 1024 * 1024  # bytes of one answer; an audit's has 30 KB, a site with 50,000 secured files has a few MB
TEXT = 2_000  # characters of one text
ITEMS = 500  # of one list; findings of one control in one state


def cut(text: str, most: int = TEXT) -> str:
    return text if len(text) <= most else f"{text[:most]}... ({len(text) - most} more characters)"


def cut_in(value: Any) -> Any:
    """Plain data of a finding, in which each text is cut, and each list."""
    if isinstance(value, str):
        return cut(value)
    if isinstance(value, Mapping):
        return {name: cut_in(item) for name, item in list(value.items())[:ITEMS]}
    if isinstance(value, list | tuple):
        more = [f"... ({len(value) - ITEMS} more)"] if len(value) > ITEMS else []
        return [*map(cut_in, value[:ITEMS]), *more]
    return value
