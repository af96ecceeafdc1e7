"""read_site_acl and write_site_acl in the engine, over a tree of real files whose descriptors the stand-ins keep."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from lab.windows.worker import Engine
from tests.changes import changed
from tests.paths import at
from tests.payloads import cases
from tests.payloads.exchange import Call, ask

READ = Call("read_site_acl", {"site": "intranet", "objects": 1000})
SITE = "C:\\inetpub\\intranet"
PATHS_OF_A_GROUP = 20


@pytest.mark.parametrize("path", cases.files("site_acl", "write"), ids=cases.sentence)
def test_a_rollback_restores_the_former_dacls_exactly(engine: Engine, path: Path) -> None:
    case = cases.case(path)
    written = ask(engine, case.given, case.call).state
    lists = _lists(engine, written)
    back = [
        {"path": change["path"], "expected": lists[change["path"]], "dacl": change["expected"]}
        for change in reversed(case.call.arguments["objects"])
    ]
    assert ask(engine, written, Call("write_site_acl", {"objects": back})).state == case.given


def test_no_more_than_twenty_paths_stand_for_a_group(engine: Engine) -> None:
    state = cases.node_of("site_acl")
    like = at(state, f"site_acl.objects[path={SITE}\\web.config]")
    more = [{**like, "path": f"{SITE}\\z{number:02}.html"} for number in range(25)]
    data = ask(engine, changed(state, {"site_acl.objects[+]": more}), READ).data
    assert data["objects"] == len(state["site_acl"]["objects"]) + len(more)
    (group,) = [one for one in data["inheriting"] if one["secured_object"] == SITE and not one["container"]]
    files = [f"{SITE}\\{name}" for name in ("index.html", "logo.png", "web.config")]
    assert group["count"] == len(files) + len(more)
    assert group["paths"] == [*files, *(one["path"] for one in more)][:PATHS_OF_A_GROUP]


def test_a_file_that_is_made_in_a_folder_inherits_from_it(engine: Engine) -> None:
    state = cases.node_of("site_acl")
    path = f"{SITE}\\app\\data\\new.txt"
    answer = ask(engine, state, Call("make", script=f"Set-Content -LiteralPath '{path}' -Value x\n@{{}}"))
    new = {"path": path, "container": False, "sddl": "O:BAG:DUD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)"}
    assert answer.state == changed(state, {"site_acl.objects[+]": new})


def _lists(engine: Engine, state: Mapping[str, Any]) -> dict[str, str]:
    """Each list by the path of its object."""
    data = ask(engine, state, READ).data
    numbers = {secured["path"]: secured["dacl"] for secured in data["secured_objects"]}
    numbers |= {path: group["dacl"] for group in data["inheriting"] for path in group["paths"]}
    return {path: data["dacls"][number] for path, number in numbers.items()}
