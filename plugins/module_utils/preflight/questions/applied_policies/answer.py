# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether Windows shows which policies set a user right, and whether secedit exports the rights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ....model.masks import Mask
from ..question import Question

SHAPE = {
    "logging": (int, None),
    "policies": (int, None),
    "rights": (int, None),
    "problem": str,
    "secedit": int,
    "secedit_ms": int,
    "ms": int,
}
MASKING = {"problem": Mask.REASON}

NOT_KNOWN = "which group policy sets a user right is not known here"


def _sentences(data: Mapping[str, Any]) -> Iterator[str]:
    if data["logging"] == 0:
        yield f"{NOT_KNOWN}: a policy has switched off the logging of applied policies (RSoPLogging is 0)"
    elif data["problem"]:
        yield f"{NOT_KNOWN}: {data['problem']}"
    elif not data["policies"]:
        yield f"{NOT_KNOWN}: Windows shows no policy as applied (RSOP_GPO)"
    if data["secedit"]:
        yield f"secedit /export ends with {data['secedit']}" + (": completed with warnings" * (data["secedit"] == 3))


APPLIED_POLICIES = Question("applied_policies", SHAPE, MASKING, _sentences)
