"""A site whose pool has a built-in identity, and the call that gives it the service account."""

import copy
from typing import Any

from lab import healthy, intranet
from lab.facts import process_activation
from tests.payloads import cases
from tests.payloads.exchange import Call

ACCOUNT = intranet.SERVICE_ACCOUNT
CANARY = "c4n4ry<&>'\" %1 ]]> ü 6d1e"
BUILT_IN = {"identity_type": "ApplicationPoolIdentity", "user_name": ""}
IDENTITY = {"name": "Intranet", "identity_type": "SpecificUser", "user_name": ACCOUNT, "password": "given"}
PARTS = ("iis", "process_activation", "logons", "user_rights", "accounts", "site_acl", "configuration")


def node(**iis_configuration: Any) -> dict[str, Any]:
    """Where a lease has made our folder, and the domain takes the account's password."""
    of_the_lab = healthy.node(1)
    state = {
        **cases.node(),
        **{part: of_the_lab[part] for part in PARTS},
        "lease": cases.LEASE,
        **({"iis_configuration": iis_configuration} if iis_configuration else {}),
    }
    state["process_activation"]["accounts"][0]["password"] = process_activation.token(CANARY)
    process_activation.run_as(state, state["iis"]["pools"][1], None)
    return copy.deepcopy(state)


def written(password: str = CANARY, **further: Any) -> Call:
    return Call("write_iis", {"pools": [{**IDENTITY, "expected": BUILT_IN, **further}]}, {"password": password})
