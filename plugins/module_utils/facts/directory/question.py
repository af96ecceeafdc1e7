# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The one question to the directory, which all concerns that need it ask in the same words: it is asked once."""

from __future__ import annotations

from collections.abc import Iterable

from ...model.call import Call

PAYLOAD = "read_directory"


def read(names: Iterable[str], nodes: Iterable[str], accounts: Iterable[str | None]) -> Call:
    r"""names: the farm's host names. nodes: as the inventory has them. accounts: DOMAIN\name, name@domain or SIDs."""
    return Call(
        PAYLOAD,
        {"names": _once(name.lower() for name in names), "nodes": _once(nodes), "accounts": _once(accounts)},
        unites="accounts",
    )


def _once(names: Iterable[str | None]) -> list[str]:
    """Each in its first spelling."""
    known: dict[str, str] = {}
    for name in names:
        if name:
            known.setdefault(name.lower(), name)
    return list(known.values())
