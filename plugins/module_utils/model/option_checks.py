# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Checks of the values of options, and of the fields of a description, by their type.

All of these raise ValueError with the message to show. where: the option's or field's full name, for the message.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Any


def known_fields(given: Any, known: Sequence[str], required: Sequence[str], where: str) -> None:
    if not isinstance(given, Mapping):
        raise ValueError(f"{where}: found {given!r}, expected a mapping with the fields {', '.join(known)}")
    for name in given:
        if name not in known:
            close = get_close_matches(str(name), known, 1)
            hint = f"did you mean {close[0]}?" if close else f"expected one of {', '.join(known)}"
            raise ValueError(f"{where}.{name}: this field is not known; {hint}")
    for name in required:
        if not given.get(name):
            raise ValueError(f"{where}.{name}: is missing; see inventory/example for a description to copy")


def text(given: Any, pattern: re.Pattern[str], where: str, expected: str) -> str:
    if not isinstance(given, str) or not pattern.fullmatch(given):
        raise ValueError(f"{where}: found {given!r}, expected {expected}")
    return str(given)


def whole_number(given: Any, least: int, most: int, where: str) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or not least <= given <= most:
        raise ValueError(f"{where}: found {given!r}, expected a whole number from {least} to {most}")
    return int(given)


def elements(given: Any, where: str) -> Sequence[Any]:
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise ValueError(f"{where}: found {given!r}, expected a list")
    return given


def utc_time(given: Any, where: str) -> datetime | None:
    """A time with its zone, as text or as YAML gives it. Raises ValueError with the message to show."""
    if given is None:
        return None
    try:
        found = given if isinstance(given, datetime) else datetime.fromisoformat(str(given))
    except ValueError:
        found = datetime.min  # without a zone, and refused for it
    if found.tzinfo is None:
        raise ValueError(f"{where}: found {given!r}, expected a time with its zone such as 2026-11-23T08:00:00Z")
    return found.astimezone(UTC)
