# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether the services of IIS run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ....model.masks import Mask
from ..question import Question

SHAPE = {"services": [{"name": str, "state": str, "start": str}], "ms": int}
MASKING = {"services.name": Mask.WORD, "services.state": Mask.WORD, "services.start": Mask.WORD}
# Of W3SVC and WAS, the audit reports it.
HELPER = "AppHostSvc"


def _sentences(data: Mapping[str, Any]) -> Iterator[str]:
    for service in data["services"]:
        if service["name"] == HELPER and service["state"] != "Running":
            yield (
                f"{HELPER} is {service['state']} (start: {service['start']}): Windows may not know the accounts of "
                "pools (IIS AppPool\\...), and permissions that name them could not be checked; start the service"
            )


SERVICES = Question("services", SHAPE, MASKING, _sentences)
