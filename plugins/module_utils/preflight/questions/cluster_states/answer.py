# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""This host's state in its clusters, by each way that Windows shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ....model.masks import Mask
from ..question import Question

NUMBER = (int, None)
SHAPE = {
    "installed": bool,
    "clusters": [
        {
            "name": str,
            "interface": str,
            "address": str,
            "network_address": str,
            "host": NUMBER,
            "driver_state": str,
            "status": NUMBER,
            "problem": str,
            "ms": int,
        }
    ],
    "instances": [{"name": str, "status": int}],
    "instances_problem": str,
    "instances_ms": int,
    "program": bool,
    "lines": [str],
    "code": NUMBER,
    "program_ms": int,
    "event": NUMBER,
    "values": [str],
    "event_problem": str,
    "ms": int,
}
MASKING = {
    "clusters.name": Mask.NAMES,
    "clusters.interface": Mask.TEXT,
    "clusters.address": Mask.TEXT,
    "clusters.network_address": Mask.WORD,
    "clusters.driver_state": Mask.WORD,
    "clusters.problem": Mask.REASON,
    "instances.name": Mask.TEXT,
    "instances_problem": Mask.REASON,
    "lines": Mask.TEXT,
    "values": Mask.TEXT,
    "event_problem": Mask.WORD,
}


def _sentences(data: Mapping[str, Any]) -> Iterator[str]:
    """Of clusters of other farms too: which one is the farm's is not asked here."""
    for cluster in data["clusters"]:
        if cluster["problem"]:
            yield f"the state of this host in cluster {cluster['name']} is not shown: {cluster['problem']}"


CLUSTER_STATES = Question("cluster_states", SHAPE, MASKING, _sentences)
