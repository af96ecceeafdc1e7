# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import fix_order


def recycling(concerns: Iterable[str], chosen: Iterable[str], skipped: Iterable[str]) -> list[str]:
    return fix_order.recycling(concerns, CONCERNS, chosen, skipped)


class FilterModule:
    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"recycling": recycling}
