# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The properties of what the cmdlets of Network Load Balancing return."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ....model.masks import Mask
from ..question import Question

SHAPE = {
    "installed": bool,
    "objects": [{"command": str, "count": int, "properties": [str], "problem": str, "ms": int}],
    "ms": int,
}
MASKING = {"objects.command": Mask.WORD, "objects.properties": Mask.WORD, "objects.problem": Mask.REASON}


def _sentences(data: Mapping[str, Any]) -> Iterator[str]:
    for found in data["objects"]:
        if found["problem"]:
            yield f"{found['command']} fails: {found['problem']}"


CLUSTER_OBJECTS = Question("cluster_objects", SHAPE, MASKING, _sentences)
