# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which library of IIS' configuration was loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ....model.masks import Mask
from ..question import Question

SHAPE = {"version": str, "location": str, "from_cache": bool, "ms": int}
MASKING = {"version": Mask.WORD, "location": Mask.PATH}


def _sentences(data: Mapping[str, Any]) -> Iterator[str]:
    yield from ()


IIS_LIBRARY = Question("iis_library", SHAPE, MASKING, _sentences)
