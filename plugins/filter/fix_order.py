# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine import fix_order as order
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.directory_of_play import NO_HOST
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.hosts_of_fix import BEFORE, of_part


def fix_order(hostvars: Mapping[str, Any], part: str = BEFORE) -> list[str]:
    audits = {host: hostvars[host].get("kerberos_audit") for host in hostvars}
    nodes = order.fix_order({host: audit for host, audit in audits.items() if audit})
    return of_part(nodes, part, hostvars) or [NO_HOST]


class FilterModule:
    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"fix_order": fix_order}
