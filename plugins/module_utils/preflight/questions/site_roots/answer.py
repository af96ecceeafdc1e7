# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The folders of the site: links, and paths that PowerShell may not open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ....farm.description import Farm
from ....model.masks import Mask
from ..question import Question

SHAPE = {
    "long_paths": bool,
    "roots": [
        {
            "path": str,
            "link": str,
            "target": str,
            "longest": int,
            "objects": int,
            "complete": bool,
            "problem": str,
            "ms": int,
        }
    ],
    "ms": int,
}
MASKING = {
    "roots.path": Mask.PATH,
    "roots.link": Mask.WORD,
    "roots.target": Mask.PATH,
    "roots.problem": Mask.REASON,
}
LONG = 260


def _arguments(farm: Farm) -> dict[str, Any]:
    return {"site": farm.site}


def _sentences(data: Mapping[str, Any]) -> Iterator[str]:
    for root in data["roots"]:
        if root["longest"] >= LONG and not data["long_paths"]:
            yield (
                f"{root['path']} has a path of {root['longest']} characters, and PowerShell opens none of {LONG} or "
                "more here: permissions below such paths could not be checked (ACL-4)"
            )


SITE_ROOTS = Question("site_roots", SHAPE, MASKING, _sentences, _arguments)
