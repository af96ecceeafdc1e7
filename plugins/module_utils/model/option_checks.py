# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Checks of the values of options, and of the fields of a description, by their type.

All of these raise ValueError with the message to show. where: the option's or field's full name, for the message.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import Any

CLOCKS_DIFFER = timedelta(minutes=5)  # what Kerberos allows between two computers
# What YAML reads in double quotes, in the order of its specification: the character -> how it is written there.
ESCAPES = {
    "\0": r"\0", "\a": r"\a", "\b": r"\b", "\t": r"\t", "\n": r"\n", "\v": r"\v", "\f": r"\f", "\r": r"\r",
    "\x1b": r"\e", "\x85": r"\N", "\u2028": r"\L", "\u2029": r"\P",
}  # fmt: skip


def known_fields(given: Any, known: Sequence[str], required: Sequence[str], where: str) -> None:
    if not isinstance(given, Mapping):
        raise ValueError(f"{where}: found {found(given)}, expected a mapping with the fields {', '.join(known)}")
    for name in given:
        if name not in known:
            close = get_close_matches(str(name), known, 1)
            hint = f"did you mean {close[0]}?" if close else f"expected one of {', '.join(known)}"
            raise ValueError(f"{where}.{name}: this field is not known; {hint}")
    for name in required:
        if not given.get(name):
            raise ValueError(f"{where}.{name}: is missing; see inventory/example for a description to copy")


def text(given: Any, pattern: re.Pattern[str], where: str, expected: str) -> str:
    without_escapes(given, where)
    if not isinstance(given, str) or not pattern.fullmatch(given):
        raise ValueError(f"{where}: found {found(given)}, expected {expected}")
    return str(given)


def found(given: Any) -> str:
    """As it may be typed in YAML: a text as it is, without escapes of backslashes; lists and mappings in one line."""
    if given is None:
        return "nothing"
    if isinstance(given, str) and given.isprintable():
        return f"'{given}'"
    return json.dumps(_plain(given), ensure_ascii=False, default=str)


def _plain(given: Any) -> Any:
    """YAML allows names of members that are no texts, such as days."""
    if isinstance(given, Mapping):
        return {str(name): _plain(item) for name, item in given.items()}
    return [*map(_plain, given)] if isinstance(given, list | tuple) else given


def without_escapes(given: Any, where: str) -> None:
    r"""Raises ValueError where a text has a character such as the line break that YAML makes of \n in "EXAMPLE\nlb"."""
    for character in given if isinstance(given, str) else "":
        if escape := ESCAPES.get(character):
            what = "a line break" if character == "\n" else "a control character"
            raise ValueError(
                f"{where}: found {found(given)} with {what} in it: in double quotes, YAML reads {escape} so; "
                "write it in single quotes or without quotes"
            )


def whole_number(given: Any, least: int, most: int, where: str) -> int:
    if not isinstance(given, int) or isinstance(given, bool) or not least <= given <= most:
        raise ValueError(f"{where}: found {found(given)}, expected a whole number from {least} to {most}")
    return int(given)


def elements(given: Any, where: str) -> Sequence[Any]:
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise ValueError(f"{where}: found {found(given)}, expected a list")
    return given


def utc_time(given: Any, where: str) -> datetime | None:
    """A time with its zone, as text or as YAML gives it. Raises ValueError with the message to show."""
    if given is None:
        return None
    try:
        time = given if isinstance(given, datetime) else datetime.fromisoformat(str(given))
    except ValueError:
        time = datetime.min  # without a zone, and refused for it
    if time.tzinfo is None:
        raise ValueError(f"{where}: found {found(given)}, expected a time with its zone such as 2026-11-23T08:00:00Z")
    return time.astimezone(UTC)


def past_time(given: Any, where: str, now: datetime | None = None) -> datetime | None:
    """A time as above that is not in the future. now: by the clock of the computer that Ansible runs on."""
    now = now or datetime.now(UTC)
    time = utc_time(given, where)
    if time and time > now + CLOCKS_DIFFER:
        raise ValueError(
            f"{where}: found {time:%Y-%m-%dT%H:%M:%SZ}, which is in the future: the clock of this computer says "
            f"{now:%Y-%m-%dT%H:%M:%SZ}; expected a time in the past. Z at the end means UTC: give a local time with "
            "its own zone, such as 2026-11-23T09:00:00+01:00"
        )
    return time
