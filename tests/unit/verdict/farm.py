"""A farm as the verdict sees it, and what is said of it."""

from dataclasses import replace

from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import Control
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.evidence import (
    Evidence,
    Held,
    Holder,
    Key,
    Resolved,
    Seen,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.ticket_path import ticket_path

NAME, SHORT, SERVER = "intranet.example.com", "intranet", "10.0.0.5"
SERVICE, WEB1 = Holder(r"EXAMPLE\svc-intranet", "S-1-5-21-1-2-3-1120"), Holder("EXAMPLE\\WEB1$", "S-1-5-21-1-2-3-1101")
CONTROLS = (
    Control("DNS-1", "", Remedy.FIX),
    Control("DNS-5", "", Remedy.HAND_OFF, step=Step.NAME),
    Control("SPN-1", "", Remedy.HAND_OFF, step=Step.TICKET),
    Control("SPN-2", "", Remedy.HAND_OFF, step=Step.TICKET),
    Control("SPN-4", "", Remedy.HAND_OFF, step=Step.TICKET),
    Control("NLB-1", "", Remedy.REPORT, step=Step.NETWORK),
    Control("POOL-1", "", Remedy.FIX, step=Step.KEY, explained_by=("SPN-2",), of_the_key=True),
    Control("AUTH-3", "", Remedy.FIX, step=Step.KEY, explained_by=("SPN-1", "SPN-2", "POOL-1"), of_the_key=True),
    Control("POOL-2", "", Remedy.HAND_OFF, step=Step.NODE),
    Control("POOL-4", "", Remedy.FIX, step=Step.NODE, explained_by=("POOL-2",)),
    Control("HOST-2", "", Remedy.REPORT, step=Step.NODE, may_be_harmless=True),
    Control("ACL-1", "", Remedy.FIX, step=Step.FILES),
)
STEP = {control.id: control.step for control in CONTROLS}
FARM = Evidence(
    (NAME, SHORT),
    ("10.0.0.50",),
    {"web1": ("10.0.0.11",), "web2": ("10.0.0.12",)},
    checked={
        "": dict.fromkeys(("DNS-5", "SPN-1", "SPN-2"), State.COMPLIANT),
        **{node: dict.fromkeys(("NLB-1", "AUTH-3", "HOST-2", "ACL-1"), State.COMPLIANT) for node in ("web1", "web2")},
    },
    resolved=tuple(Resolved(name, SERVER, ("10.0.0.50",)) for name in (NAME, SHORT)),
    held=tuple(Held(name, (SERVICE,)) for name in (NAME, SHORT)),
    keys={node: (Key("Intranet/", SERVICE.account, SERVICE.sid),) for node in ("web1", "web2")},
)


def seen(control, node="", state=State.DRIFT, about=None, **more):
    """What is said of service principal names is about names."""
    about = ((NAME, SHORT) if control in ("SPN-1", "SPN-2") else ()) if about is None else about
    return Seen(control, "x", state, STEP[control], node, f"{control} of {node or 'the farm'}", tuple(about), **more)


def said(*found, **changes):
    return ticket_path(replace(FARM, seen=found, **changes), CONTROLS).as_dict()


def causes(*found, **changes):
    return [(cause["control"], cause["sure"]) for cause in said(*found, **changes)["causes"]]


def states(verdict, node, name=NAME):
    """The steps of a node's path, but those that hold."""
    (path,) = [path for path in verdict["paths"] if node in path["nodes"] and name in path["names"]]
    return {step["step"]: step["state"] for step in path["steps"] if step["state"] != "holds"}
