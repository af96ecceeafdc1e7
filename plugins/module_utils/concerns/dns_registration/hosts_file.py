# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The hosts file of a node: lines that override a farm name (DNS-6)."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.finding import Finding, State


def lines(found: Sequence[str], names: frozenset[str]) -> list[Finding]:
    named = [(line, sorted(_names_of(line) & names)) for line in found]
    return [
        Finding(
            "DNS-6", f"hosts file on {', '.join(names)}", State.DRIFT, " ".join(line.split()), "no such line",
            reason="only this node resolves the name so; clients are unaffected, tests from this node prove nothing",
        )
        for line, names in named
        if names
    ] or [Finding("DNS-6", "hosts file", State.COMPLIANT)]  # fmt: skip


def _names_of(line: str) -> set[str]:
    """The host names of one line of a hosts file: an address, then names, then perhaps a comment."""
    return {name.lower().rstrip(".") for name in line.split("#", 1)[0].split()[1:]}
