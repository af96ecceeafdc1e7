# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a control is. Each concern lists its own; the registry has all of them. An identifier is never reused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .finding import Remedy


@dataclass(frozen=True)
class Control:
    """id: as results, reports, waivers and documents use it, such as "DNS-1". holds: "holds when ..." """

    id: str
    holds: str
    remedy: Remedy
    remark: str = ""


def identifiers(controls: Iterable[Control]) -> tuple[str, ...]:
    return tuple(control.id for control in controls)
