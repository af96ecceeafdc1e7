# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The hidden segments of request filtering: names of files and folders that IIS refuses in every URL, with 404.8."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...model.masks import Mask

SHAPE = {
    "installed": bool,
    "applications": [{"site": str, "path": str, "hidden_segments": [str], "problem": str}],
}

MASKING = {
    "applications.site": Mask.WHOLE,
    "applications.path": Mask.PATH,
    "applications.hidden_segments": Mask.PATH,
    "applications.problem": Mask.REASON,
}


@dataclass(frozen=True)
class Hiding:
    """segments: in lower case. problem: why it is not known what the application's web.config changes of them."""

    segments: frozenset[str]
    problem: str


@dataclass(frozen=True)
class RequestFiltering:
    """Of every application, by its site and its path in lower case."""

    applications: Mapping[tuple[str, str], Hiding]

    def of(self, site: str, path: str) -> Hiding:
        nothing = Hiding(frozenset(), "the node did not report its request filtering")
        return self.applications.get((site.lower(), path.lower()), nothing)


def parse(answer: Mapping[str, Any]) -> RequestFiltering:
    """Without the module nothing is hidden, whatever is configured."""
    hidden = {
        (item["site"].lower(), item["path"].lower()): Hiding(
            frozenset(segment.lower() for segment in item["hidden_segments"]) if answer["installed"] else frozenset(),
            item["problem"] if answer["installed"] else "",
        )
        for item in answer["applications"]
    }
    return RequestFiltering(hidden)
