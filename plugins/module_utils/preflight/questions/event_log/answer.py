# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The newest events of the providers that payloads look for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ....model.masks import Mask
from ..question import Question

SHAPE = {"events": [{"provider": str, "id": (int, None), "time": (str, None), "problem": str}], "ms": int}
MASKING = {"events.provider": Mask.WORD, "events.time": Mask.WORD, "events.problem": Mask.WORD}


def _sentences(data: Mapping[str, Any]) -> Iterator[str]:
    yield from ()


EVENT_LOG = Question("event_log", SHAPE, MASKING, _sentences)
