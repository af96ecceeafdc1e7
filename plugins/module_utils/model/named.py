# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Many names in a sentence: some of them, and how many more there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

NAMED = 6  # of the names in a list; the others are counted


def some(names: Sequence[str], most: int = NAMED) -> str:
    """These names, or the first of them and how many more there are."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"


def by_value(values: Mapping[str, str]) -> str:
    """name -> what it has. Those that have the same are told together."""
    alike: dict[str, list[str]] = {}
    for name, value in values.items():
        alike.setdefault(value, []).append(name)
    return "; ".join(f"{some(names)}: {value}" for value, names in alike.items())
