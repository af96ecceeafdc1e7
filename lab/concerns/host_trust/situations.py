"""Clocks that differ, and not by more than Kerberos allows."""

from __future__ import annotations

from collections.abc import Callable

from lab.directory.file import DirectoryState


def _four_minutes(state: DirectoryState, number: int) -> None:
    state["controllers"]["dc1"]["offset"] = 240


HARMLESS: dict[str, Callable[[DirectoryState, int], None]] = {
    "a domain controller whose clock is 4 minutes ahead": _four_minutes,
}
