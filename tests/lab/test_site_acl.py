"""What the lab makes of read_site_acl and write_site_acl without PowerShell."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from lab import healthy, intranet
from lab.concerns.site_acl import state as site_acl
from lab.facts import site_content
from lab.node_files import NodeState

SITE, REPORTS = site_content.SITE, site_content.REPORTS
ASKED = {"site": "intranet", "objects": 1000}


@pytest.fixture
def state() -> NodeState:
    return healthy.node(1)


def read(state: NodeState, **arguments: Any) -> dict[str, Any]:
    before = copy.deepcopy(state)
    answer = site_acl.read(state, {**ASKED, **arguments})
    assert state == before, "a read changed something"
    return answer


def item(state: NodeState, path: str) -> dict[str, Any]:
    return next(found for found in state["site_acl"]["objects"] if found["path"] == path)


def paths(groups: list[dict[str, Any]]) -> list[str]:
    return sorted(path for group in groups for path in group["paths"])


def application(state: NodeState, number: int) -> dict[str, Any]:
    found: dict[str, Any] = state["iis"]["sites"][-1]["applications"][number]
    return found


def test_the_folders_of_the_site_have_explicit_entries_and_all_else_inherits(state: NodeState) -> None:
    answer = read(state)
    assert [secured["path"] for secured in answer["secured_objects"]] == [SITE, REPORTS]
    assert {secured["owner"] for secured in answer["secured_objects"]} == {"O:BA"}
    assert {answer["dacls"][secured["dacl"]] for secured in answer["secured_objects"]} == {site_content.DACL}
    everything = [found["path"] for found in state["site_acl"]["objects"]]
    assert paths(answer["inheriting"]) == sorted({*everything} - {SITE, REPORTS})
    assert answer["objects"] == len(everything)
    assert (answer["complete"], answer["unread"], answer["central_policies"]) == (True, [], False)


def test_objects_are_grouped_by_secured_object_kind_and_dacl(state: NodeState) -> None:
    groups = {(group["secured_object"], group["container"]): group for group in read(state)["inheriting"]}
    assert len(groups) == 4
    files = groups[SITE, False]
    assert files["count"] == len(files["paths"]) == 6
    assert groups[REPORTS, False]["dacl"] == files["dacl"]
    item(state, rf"{SITE}\web.config")["sddl"] = "O:BAG:BAD:AI(A;ID;FA;;;SY)"  # of another folder
    groups_of_files = [group for group in read(state)["inheriting"] if group["paths"] == [rf"{SITE}\web.config"]]
    assert [(group["secured_object"], group["count"]) for group in groups_of_files] == [(SITE, 1)]


@pytest.mark.parametrize("text", ["D:PAI(A;;FA;;;SY)", "D:AI(A;;FA;;;SY)(A;ID;FR;;;BU)", "D:NO_ACCESS_CONTROL"])
def test_an_object_with_explicit_entries_is_a_secured_object(text: str, state: NodeState) -> None:
    docs = item(state, rf"{SITE}\docs")
    docs["sddl"] = f"O:SYG:SY{text}"
    answer = read(state)
    (secured,) = (secured for secured in answer["secured_objects"] if secured["path"] == docs["path"])
    assert (secured["owner"], answer["dacls"][secured["dacl"]]) == ("O:SY", text)
    below = [group for group in answer["inheriting"] if group["secured_object"] == docs["path"]]
    assert paths(below) == [rf"{SITE}\docs\{name}" for name in ("forms", r"forms\leave.htm", "handbook.htm")]


def test_only_the_first_twenty_paths_of_a_group_are_named(state: NodeState) -> None:
    pattern = item(state, rf"{SITE}\images\logo.png")
    for number in range(30):
        state["site_acl"]["objects"].append({**pattern, "path": rf"{SITE}\images\{number:02}.png"})
    (group,) = (g for g in read(state)["inheriting"] if (g["secured_object"], g["container"]) == (SITE, False))
    assert (group["count"], len(group["paths"])) == (36, 20)


def test_the_bound_is_kept_with_roots_first_and_what_is_near_them_before_what_is_deep(state: NodeState) -> None:
    answer = read(state, objects=6)
    assert (answer["objects"], answer["complete"]) == (6, False)
    assert [secured["path"] for secured in answer["secured_objects"]] == [SITE, REPORTS]
    names = ("bin", "default.htm", "docs", "images")
    assert paths(answer["inheriting"]) == [rf"{SITE}\{name}" for name in names]


def test_a_bound_that_is_just_enough_is_complete(state: NodeState) -> None:
    number = len(state["site_acl"]["objects"])
    assert read(state, objects=number)["complete"]
    assert not read(state, objects=number - 1)["complete"]


def test_a_folder_inside_another_is_walked_on_its_own_once(state: NodeState) -> None:
    inner = rf"{SITE}\docs".upper()  # paths are reported as IIS has them
    application(state, 1)["virtual_directories"][0]["physical_path"] = inner + "\\"
    answer = read(state)
    assert [secured["path"] for secured in answer["secured_objects"]] == [SITE, inner]
    assert answer["objects"] == sum(found["path"].startswith(SITE) for found in state["site_acl"]["objects"])
    assert paths([group for group in answer["inheriting"] if group["secured_object"] == inner]) == [
        rf"{inner}\{name}" for name in ("forms", r"forms\leave.htm", "handbook.htm")
    ]


def test_what_cannot_be_read_is_named(state: NodeState) -> None:
    state["site_acl"]["links"] = [rf"{SITE}\images"]
    application(state, 1)["virtual_directories"][0]["physical_path"] = r"D:\gone"
    answer = read(state)
    assert {unread["path"] for unread in answer["unread"]} == {rf"{SITE}\images", r"D:\gone"}
    assert all(unread["reason"] for unread in answer["unread"])
    assert rf"{SITE}\images\logo.png" not in paths(answer["inheriting"])


def test_what_vanishes_is_left_out(state: NodeState) -> None:
    state["site_acl"]["vanishing"] = [rf"{SITE}\docs", rf"{SITE}\images" + "\\"]
    answer = read(state)
    assert answer["unread"] == []
    below = [path for path in paths(answer["inheriting"]) if path.startswith((rf"{SITE}\docs", rf"{SITE}\images"))]
    assert below == [rf"{SITE}\images"]


def test_a_root_that_is_a_link_is_the_folder_that_it_leads_to(state: NodeState) -> None:
    state["site_acl"]["junctions"] = [{"path": r"C:\current", "target": SITE}]
    application(state, 0)["virtual_directories"][0]["physical_path"] = r"C:\current"
    answer = read(state)
    assert answer["links"] == [{"path": r"C:\current", "target": SITE}]
    assert [secured["path"] for secured in answer["secured_objects"]] == [SITE, REPORTS]


def test_a_path_that_is_too_long_is_counted(state: NodeState) -> None:
    pattern, long = item(state, rf"{SITE}\images\logo.png"), rf"{SITE}\images\{'x' * 260}.png"
    state["site_acl"]["objects"].append({**pattern, "path": long})
    assert read(state)["too_long"] == {"count": 0, "path": ""}
    state["site_acl"]["legacy_paths"] = True
    assert read(state)["too_long"] == {"count": 1, "path": long}


def test_the_parent_of_each_root_is_read(state: NodeState) -> None:
    answer = read(state)
    assert [(one["root"], one["path"]) for one in answer["parents"]] == [
        (SITE, r"C:\inetpub"),
        (REPORTS, r"C:\inetpub"),
    ]
    assert answer["dacls"][answer["parents"][0]["dacl"]].startswith("D:PAI(A;OICIIO;GA;;;CO)(A;;FA;;;SY)")


def test_a_share_is_no_folder_of_this_node(state: NodeState) -> None:
    application(state, 1)["virtual_directories"][0]["physical_path"] = r"\\files\reports"
    answer = read(state)
    assert ([secured["path"] for secured in answer["secured_objects"]], answer["unread"]) == ([SITE], [])


def test_a_site_that_is_not_there_is_an_error(state: NodeState) -> None:
    with pytest.raises(ValueError, match="Extranet"):
        read(state, site="Extranet")


def test_every_trustee_and_owner_has_its_sid(state: NodeState) -> None:
    item(state, SITE)["sddl"] = "O:DUG:DUD:PAI(A;OICI;FA;;;SY)(A;OICI;0x1200a9;;;BU)"
    trustees = {trustee["text"]: trustee["sid"] for trustee in read(state)["trustees"]}
    assert trustees["DU"] == f"{intranet.DOMAIN}-513"
    assert trustees["BU"] == "S-1-5-32-545"
    assert trustees[intranet.READERS_SID] == intranet.READERS_SID


def change(state: NodeState, path: str, new: str) -> dict[str, str]:
    answer = read(state)
    lists = {secured["path"]: answer["dacls"][secured["dacl"]] for secured in answer["secured_objects"]}
    lists |= {path: answer["dacls"][group["dacl"]] for group in answer["inheriting"] for path in group["paths"]}
    return {"path": path, "expected": lists[path], "dacl": new}


def test_a_write_changes_the_dacl_and_what_inherits_from_it(state: NodeState) -> None:
    before = copy.deepcopy(state)
    first = change(state, SITE, "D:P(A;OICI;FA;;;S-1-5-18)(A;OICI;0x1200a9;;;S-1-5-11)")
    assert site_acl.write(state, {"objects": [first]}) == {}
    assert item(state, SITE)["sddl"] == f"{site_content.OWNER}D:PAI(A;OICI;0x1200a9;;;AU)(A;OICI;FA;;;SY)"
    deep = item(state, rf"{SITE}\docs\forms\leave.htm")
    assert deep["sddl"] == f"{site_content.OWNER}D:AI(A;ID;0x1200a9;;;AU)(A;ID;FA;;;SY)"
    assert item(state, rf"{REPORTS}\web.config") == item(before, rf"{REPORTS}\web.config")
    site_acl.write(state, {"objects": [change(state, SITE, first["expected"])]})
    assert state == before


@pytest.mark.parametrize(
    ("now", "message"),
    [
        ("D:PAI(A;;FA;;;SY)", "has another DACL than when it was read: it was changed meanwhile"),
        ("D:PAI(A;;FA;;;SY)(D;;FW;;;WD)", "is not in canonical order"),
    ],
)
def test_nothing_is_written_where_one_dacl_is_not_what_it_was(now: str, message: str, state: NodeState) -> None:
    config = item(state, rf"{SITE}\web.config")
    if "order" in message:
        config["sddl"] = f"O:BAG:BA{now}"
    changes = [change(state, SITE, "D:P(A;OICI;FA;;;SY)"), change(state, config["path"], "D:(A;;FR;;;IS)")]
    config["sddl"] = f"O:BAG:BA{now}"
    before = copy.deepcopy(state)
    with pytest.raises(ValueError, match=message):
        site_acl.write(state, {"objects": changes})
    assert state == before
