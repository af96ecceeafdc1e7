# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the audits of a farm's nodes have said in this run, to tasks that come after them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import latest_audit


def said_by_nodes(role: str, nodes: Iterable[str], hostvars: Any) -> dict[str, Any]:
    """Node -> what it knows of the path of a ticket by this role. A node that was not read is not in it."""
    audits = {node: latest_audit(hostvars.raw_get(node)) or {} for node in nodes if node in hostvars}
    roles = {node: audit.get("path") or {} for node, audit in audits.items()}
    return {node: of[role] for node, of in roles.items() if role in of}
