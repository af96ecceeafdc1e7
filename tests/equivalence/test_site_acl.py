"""The emulation of read_site_acl and write_site_acl, and the payloads themselves, do the same to the same state."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call

from lab import intranet
from lab.facts import site_content
from lab.faults import FAULTS
from lab.node_files import NodeState
from lab.windows.worker import Engine
from tests.equivalence.executions import Executions, Injected, healthy_node, in_any_order

SITE, REPORTS = site_content.SITE, site_content.REPORTS
ASKED = {"site": "intranet", "objects": 1000}


def item(state: NodeState, path: str) -> dict[str, Any]:
    return next(found for found in state["site_acl"]["objects"] if found["path"] == path)


def descriptor(path: str, sddl: str) -> Injected:
    def inject(state: NodeState) -> None:
        item(state, path)["sddl"] = sddl

    return inject


def folder(number: int, **changes: str) -> Injected:
    def inject(state: NodeState) -> None:
        state["iis"]["sites"][-1]["applications"][number]["virtual_directories"][0].update(changes)

    return inject


def link(state: NodeState) -> None:
    """A junction has no content of its own in the tree."""
    state["site_acl"]["objects"] = [
        found for found in state["site_acl"]["objects"] if found["path"] != rf"{SITE}\images\logo.png"
    ]
    state["site_acl"]["links"] = [rf"{SITE}\images"]


def vanishing(state: NodeState) -> None:
    state["site_acl"]["vanishing"] = [
        rf"{SITE}\docs\forms",
        rf"{SITE}\images" + "\\",
        rf"{SITE}\default.htm",
        rf"{REPORTS}\2025\sales.htm",
    ]


def mounted(state: NodeState) -> None:
    """Windows keeps a folder of its own at the root of every volume."""
    state["site_acl"]["junctions"] = [{"path": REPORTS, "target": "Volume{4f6e0000-0000-0000-0000-100000000000}\\"}]
    own = {"path": rf"{REPORTS}\System Volume Information", "container": True, "sddl": "O:BAG:BAD:PAI(A;OICI;FA;;;SY)"}
    state["site_acl"]["objects"].append(own)


def leads_nowhere(state: NodeState) -> None:
    state["site_acl"]["junctions"] = [{"path": r"C:\current", "target": r"C:\releases\43"}]
    folder(1, physical_path=r"C:\current")(state)


def policies(state: NodeState) -> None:
    state["site_acl"]["central_policies"] = True


SPLIT = "D:PAI(A;;0x1200a9;;;BU)(A;OICIIO;GXGR;;;BU)(A;;FA;;;S-1-5-18)(A;OICIIO;0x1f01ff;;;SY)(A;OICIIO;GA;;;CO)"
OWN = "D:AI(A;;0x1301bf;;;DU)(A;ID;FA;;;SY)"
STATES: dict[str, Injected] = {
    "healthy": healthy_node,
    **{
        f"fault {fault.name}": lambda state, fault=fault: fault.inject(state, 1)
        for fault in FAULTS
        if fault.step == "7"
    },
    "not as .NET prints it": descriptor(SITE, f"O:{intranet.DOMAIN}-513G:DU{SPLIT}"),
    "not in order": descriptor(SITE, "O:BAG:BAD:PAI(A;OICI;FR;;;BU)(D;;FW;;;WD)(A;;FA;;;SY)"),
    "no list": descriptor(rf"{SITE}\docs", "O:BAG:BAD:NO_ACCESS_CONTROL"),
    "an empty list": descriptor(rf"{SITE}\docs", "O:BAG:BAD:PAI"),
    "a condition": descriptor(rf"{SITE}\docs", 'O:BAG:BAD:PAI(XA;OICI;FR;;;WD;(@User.Title=="PM"))(A;;FA;;;SY)'),
    "an entry of its own": descriptor(rf"{SITE}\web.config", f"O:BAG:BA{OWN}S:AI(AU;SAFA;FA;;;WD)"),
    "a root that inherits": descriptor(SITE, "O:SYG:SYD:AI(A;OICIID;FA;;;SY)(A;OICIIOID;GA;;;CO)"),
    "a missing folder": folder(1, physical_path=r"C:\gone"),
    "a folder in another": folder(1, physical_path=rf"{SITE}\docs"),
    "a folder twice": folder(1, physical_path=SITE),
    "a link": link,
    "files that vanish": vanishing,
    "a mounted volume": mounted,
    "a link to what is not there": leads_nowhere,
    "central policies": policies,
}


def resolved(answers: list[Any]) -> Any:
    """With the DACLs themselves instead of their numbers."""
    (answer,) = answers
    lists = answer["dacls"]
    named = {
        part: [{**one, "dacl": lists[one["dacl"]]} for one in answer[part]]
        for part in ("secured_objects", "inheriting")
    }
    return in_any_order({**answer, **named, "dacls": sorted(lists)})


def read(node: Executions, **arguments: Any) -> Any:
    return node.read(Call("read_site_acl", {**ASKED, **arguments}), shown=resolved)[0]


BOUNDS = [(name, 1000) for name in STATES] + [("healthy", bound) for bound in (1, 6, 16)] + [("a link", 3)]


@pytest.mark.parametrize(("name", "bound"), BOUNDS)
def test_reads_are_equal_in_both_executions(name: str, bound: int, engine: Engine) -> None:
    read(Executions.of(engine, STATES[name]), objects=bound)


WRITTEN = {
    "the site's folder is opened": (SITE, "D:AI(A;OICI;FA;;;S-1-5-18)"),
    "the site's folder with other readers": (SITE, "D:PAI(A;OICI;FA;;;SY)(A;OICIIO;GRGX;;;S-1-5-11)(A;;0x1200a9;;;AU)"),
    "a deny entry": (SITE, f"D:PAI(D;OICINP;FW;;;{intranet.READERS_SID})(A;OICI;FA;;;CO)"),
    "a file of its own": (rf"{SITE}\web.config", "D:P(A;;FA;;;SY)(A;;FR;;;IS)"),
    "a folder with more": (rf"{SITE}\docs", "D:AI(A;OICI;0x1200a9;;;IS)(A;ID;FA;;;BA)"),
    "a moved file": (rf"{SITE}\docs\moved.htm", "D:AI(A;;FR;;;IS)(A;ID;FA;;;WD)"),
    "no list": (rf"{SITE}\docs", "D:NO_ACCESS_CONTROL"),
    "not in order": (rf"{SITE}\docs", "D:P(A;;FR;;;IS)(D;;FW;;;WD)"),
    "what is not there": (rf"{SITE}\gone", "D:P(A;;FR;;;IS)"),
}


# Every write to a healthy node; to others what is inherited by much, by little and by nothing.
INHERITED = ("the site's folder is opened", "a folder with more", "a moved file")
WRITTEN_TO = (
    "fault site_acl/moved-file-inherited",
    "not as .NET prints it",
    "a root that inherits",
    "an entry of its own",
    "not in order",
)


@pytest.mark.parametrize(("name", "state"), [*product(WRITTEN, ["healthy"]), *product(INHERITED, WRITTEN_TO)])
def test_writes_are_equal_in_both_executions(name: str, state: str, engine: Engine) -> None:
    path, new = WRITTEN[name]
    node = Executions.of(engine, STATES[state])
    node.write(written(node, [(SITE, None), (path, new)] if path != SITE else [(path, new)]))


def test_what_another_administrator_has_changed_since_it_was_read_is_refused_in_both_executions(engine: Engine) -> None:
    node = Executions.of(engine)
    assert not node.write(written(node, [(SITE, "D:P"), (rf"{SITE}\docs", "D:P")], expected="D:P"))


def written(node: Executions, lists: list[tuple[str, str | None]], expected: str | None = None) -> Call:
    """lists: path and new DACL, None for the one that is there. expected: where it is not what was read."""
    answer = read(node)
    now = {secured["path"]: answer["dacls"][secured["dacl"]] for secured in answer["secured_objects"]}
    now |= {path: answer["dacls"][group["dacl"]] for group in answer["inheriting"] for path in group["paths"]}
    objects = [
        {"path": path, "expected": expected or now.get(path, "D:"), "dacl": new or now[path]} for path, new in lists
    ]
    return Call("write_site_acl", {"objects": objects})


def test_a_site_that_does_not_exist_is_refused_in_both_executions(engine: Engine) -> None:
    error = Executions.of(engine).error(Call("read_site_acl", {**ASKED, "site": "x"}), " (")
    assert "IIS has no site x" in error
