# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Does a node serve, by the answers of its audit? So that no request is needed for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...facts.iis import server
from ...facts.iis.serving import Serving, serving
from ..audit import reads
from ..plan import Reading


def served(readings: Sequence[Reading], site: str | None) -> dict[str, Any]:
    """For the result of an audit. site: None where the farm's description names none."""
    found = _serving(readings, site)
    return {"serves": found.serves, "serves_not": found.reason}


def _serving(readings: Sequence[Reading], site: str | None) -> Serving:
    if site is None:
        return Serving(None, server.NO_SITE)
    for reading in readings:
        for call, data in zip(reads(reading.plan), reading.data, strict=False):  # no data where it could not be checked
            if call.payload == "read_iis":
                return serving(server.parse(data), site)
    return Serving(None, "its site was not read")
