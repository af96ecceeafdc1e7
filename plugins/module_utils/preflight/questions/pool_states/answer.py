# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What IIS answers about the state of pools and sites, several times, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ....model.masks import Mask
from ..question import Question

SHAPE = {"states": [{"kind": str, "name": str, "state": str, "hresult": (int, None)}], "ms": int}
MASKING = {"states.kind": Mask.WORD, "states.name": Mask.POOL, "states.state": Mask.WORD}


def _sentences(data: Mapping[str, Any]) -> Iterator[str]:
    refused: dict[tuple[str, str], list[str]] = {}
    for state in data["states"]:
        if state["hresult"] is not None:
            refused.setdefault((state["kind"], state["name"]), []).append(f"0x{state['hresult'] & 0xFFFFFFFF:08X}")
    for (kind, name), codes in refused.items():
        shown = ", ".join(dict.fromkeys(codes))
        yield f"the state of {kind} {name} could not be read {len(codes)} of 3 times ({shown})"


POOL_STATES = Question("pool_states", SHAPE, MASKING, _sentences)
