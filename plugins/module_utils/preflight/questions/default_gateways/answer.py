# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which adapters lead to other networks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ....model.masks import Mask
from ..question import Question

SHAPE = {"adapters": [{"index": int, "gateways": [str]}], "ms": int}
MASKING = {"adapters.gateways": Mask.TEXT}


def _sentences(data: Mapping[str, Any]) -> Iterator[str]:
    yield from ()


DEFAULT_GATEWAYS = Question("default_gateways", SHAPE, MASKING, _sentences)
