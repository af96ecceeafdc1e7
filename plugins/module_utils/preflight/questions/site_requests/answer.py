# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the site answers to its own node: the whole of what a client would see before it shows a ticket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ....farm.description import Farm
from ....model.masks import Mask
from ..question import Question

SHAPE = {
    "requests": [
        {
            "address": str,
            "port": int,
            "secure": bool,
            "name": str,
            "status": int,
            "schemes": [str],
            "problem": str,
            "ms": int,
        }
    ],
    "ms": int,
}
MASKING = {
    "requests.address": Mask.TEXT,
    "requests.name": Mask.NAMES,
    "requests.schemes": Mask.WORD,
    "requests.problem": Mask.REASON,
}


def _arguments(farm: Farm) -> dict[str, Any]:
    return {"site": farm.site, "name": farm.names[0]}


def _sentences(data: Mapping[str, Any]) -> Iterator[str]:
    for request in data["requests"]:
        asked = f"{'https' if request['secure'] else 'http'}://{request['name']}:{request['port']}/"
        offers = ", ".join(request["schemes"]) or "no authentication"
        found = request["problem"] or f"{request['status']}, offers {offers}"
        yield f"GET {asked} at {request['address']}: {found} ({request['ms']} ms)"


SITE_REQUESTS = Question("site_requests", SHAPE, MASKING, _sentences, _arguments)
