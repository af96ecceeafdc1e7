# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The description of a farm for a task on one of its nodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.farm.fields import OPTION


def description_for(node: str, task_vars: Mapping[str, Any], render: Callable[[Any], Any]) -> Any:
    """The node's description of its farm, without the other nodes. render: replaces Ansible's templates by values.

    Only the part for this node is rendered: a task on each of N nodes that renders all N of them takes N times N.
    Anything else than a description is rendered as it is, so that farm_of reports what is wrong with it.
    """
    written = task_vars.get(OPTION)
    if not isinstance(written, Mapping) or not isinstance(written.get("nodes"), Mapping):
        written = render(written)  # perhaps a template as a whole
    nodes = written.get("nodes") if isinstance(written, Mapping) else None
    if not isinstance(nodes, Mapping) or node not in nodes:
        return render(written)
    waivers = render(written.get("waivers") or [])
    if not all(isinstance(waiver, Mapping) and isinstance(waiver.get("nodes") or [], list) for waiver in waivers):
        return render(written)
    concerning = [waiver for waiver in waivers if node in (waiver.get("nodes") or [node])]
    own = render({**written, "nodes": {node: nodes[node]}, "waivers": []})
    return {**own, "waivers": [{**waiver, "nodes": [node]} for waiver in concerning]}
