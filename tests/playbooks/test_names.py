"""The farm's service principal names: planned, moved, moved back, told of the farm as a whole, or handed off."""

from __future__ import annotations

import json
from pathlib import Path

from lab.directory import accounts
from lab.directory.changes import SPNS
from lab.directory.forest import FOREST, ROOT
from lab.intranet import DOMAIN
from tests.playbooks.controller import Controller, Run

AUDIT, FIX, ROLLBACK = "playbooks/audit.yml", "fix-kerberos.yml", "playbooks/rollback.yml"
WRITER, WRITER_SID, PASSWORD = "svc-writer", f"{DOMAIN}-1190", "canary <&>'\" % 2"
REQUESTED = "  on_request: [POOL-1, AUTH-1]\n", "  on_request: [POOL-1, AUTH-1, SPN-2]\n"
WHOLE = "the farm as a whole"


def may_write(controller: Controller, *without: str) -> list[str]:
    """The options of a run that may write the names of all accounts but these."""
    state = controller.directory.read()
    state["objects"][f"CN={WRITER},CN=Users,{ROOT}"] = accounts.user(WRITER, WRITER_SID, FOREST)
    state["passwords"][WRITER] = PASSWORD
    state["writers"] = {name: [WRITER_SID] for name in state["objects"] if name not in without}
    controller.directory.write(state)
    secret = controller.work / "writer.json"
    secret.write_text(json.dumps({"kerberos_directory_writer_password": PASSWORD}), encoding="utf-8")
    return ["-e", f"kerberos_directory_writer_user={WRITER}", "-e", f"@{secret}"]


def held(controller: Controller) -> dict[str, list[str]]:
    """Account -> its names, of those that have any of HTTP/."""
    objects = controller.directory.read()["objects"]
    found = {
        name: sorted(n for n in one.get(SPNS, ()) if n.lower().startswith("http/")) for name, one in objects.items()
    }
    return {name: names for name, names in found.items() if names}


def part(run: Run, heading: str) -> list[str]:
    """The lines of the report under this heading."""
    lines = run.output.splitlines()
    start = lines.index(heading) + 1
    return lines[start : lines.index("", start)]


def test_a_key_switch_is_planned_carried_out_resumed_by_nothing_and_rolled_back(in_one_process: Controller) -> None:
    """web1 accepts tickets by its own key, because it holds the names; web2 accepts none."""
    writer, record = may_write(in_one_process), in_one_process.work / "record.md"
    right = held(in_one_process)
    in_one_process.inject("spn/on-a-node")
    in_one_process.inject("windows_authentication/machine-key", "web1", "web2")
    in_one_process.describe(*REQUESTED)
    wrong, before = held(in_one_process), in_one_process.settings()

    plan = in_one_process.play(FIX, *writer, "--check", "--diff")
    assert plan.code == 0, plan.output
    assert (held(in_one_process), in_one_process.settings()) == (wrong, before)
    steps = part(plan, "What a fix would do, in this order:")
    assert [line.strip() for line in steps if line.startswith("  ") and line[2] != " "] == [
        "web2:",
        f"{WHOLE}:",
        "web1:",
    ]
    assert "Order of the key switch: web2, then the names (intranet.example.com, intranet), then web1" in plan.told
    assert plan.report
    assert plan.report["farms"][0]["key_switch"]["after"] == ["web1"]

    fix = in_one_process.play(FIX, *writer, "-e", f"kerberos_change_record={record}")
    assert fix.code == 0, fix.output
    assert held(in_one_process) == right
    done = part(fix, "What the fix did:")
    assert done.index(f"  {WHOLE}:") > done.index("  web2:")
    assert PASSWORD not in fix.output
    rows = [
        line.split(" | ")[1:3] for line in record.read_text(encoding="utf-8").splitlines() if line.startswith("| 20")
    ]
    assert [row for row in rows if row[1].startswith("SPN")] == [[WHOLE, "SPN-2"]] * 2
    assert fix.report
    assert fix.report["farms"][0]["path"]["caches"]

    again = in_one_process.play(FIX, *writer)
    assert (again.code, again.changed()) == (0, 0), again.output
    assert held(in_one_process) == right

    fixed = in_one_process.settings()
    without = in_one_process.play(ROLLBACK, *writer, "--limit", "web2,web3")
    assert without.code == 2, without.output
    assert "the journal of web1 was not read, and web2 would get a key back" in without.told
    assert (held(in_one_process), in_one_process.settings()) == (right, fixed)

    back = in_one_process.play(ROLLBACK, *writer)
    assert back.code == 0, back.output
    assert (held(in_one_process), in_one_process.settings()) == (wrong, before)
    assert WHOLE in "".join(part(back, "What the rollback did:"))


def test_a_change_that_is_cut_off_stops_the_run_and_is_resumed(in_one_process: Controller) -> None:
    """The name is removed at its former holder, and not added: no node follows, and the farm is named, not web1."""
    writer, record = may_write(in_one_process), in_one_process.work / "record.md"
    right = held(in_one_process)
    in_one_process.inject("spn/on-a-node")
    in_one_process.inject("windows_authentication/machine-key", "web1")
    in_one_process.describe(*REQUESTED)
    before, state = in_one_process.settings(), in_one_process.directory.read()
    state["controllers"]["dc1"]["writes"] = {"trouble": "cut before", "skip": 1, "times": 9}
    in_one_process.directory.write(state)
    cut = in_one_process.play(FIX, *writer, "-e", f"kerberos_change_record={record}")
    assert cut.code == 2, cut.output
    assert f"{WHOLE} could not be fixed, and no node after it was changed" in cut.told
    assert "web1 could not be fixed" not in cut.told
    assert cut.report
    assert cut.report["status"] == "not fixed"
    done = part(cut, "What the fix did:")
    assert done[0] == f"  {WHOLE}:"
    assert [line.split()[0] for line in done[-2:]] == ["resume:", "undo:"]
    assert f"| {WHOLE} | SPN-2 |" in record.read_text(encoding="utf-8")
    assert in_one_process.settings() == before, "web1 keeps its key"

    state = in_one_process.directory.read()
    state["controllers"]["dc1"].pop("writes", None)
    in_one_process.directory.write(state)
    resumed = in_one_process.play(FIX, *writer)
    assert (resumed.code, held(in_one_process)) == (0, right), resumed.output
    assert in_one_process.play(FIX, *writer).changed() == 0


def test_names_that_nobody_holds_are_registered_after_the_nodes(in_one_process: Controller) -> None:
    writer, right = may_write(in_one_process), held(in_one_process)
    in_one_process.inject("spn/nobody")
    in_one_process.inject("windows_authentication/machine-key", "web3")
    nobody = held(in_one_process)
    fix = in_one_process.play(FIX, *writer)
    assert fix.code == 0, fix.output
    assert held(in_one_process) == right
    assert fix.recap["web3"]["changed"] > 0
    back = in_one_process.play(ROLLBACK, *writer, "-e", "kerberos_concerns=app_pool")
    assert (back.code, held(in_one_process)) == (0, nobody), back.output
    plan = back.told.partition("TASK [Say what is to be done]")[0]
    assert "directory and DNS: SPN-1 HTTP/intranet on" in plan, "whatever is audited"
    assert "web1: nothing to roll back" in plan


def test_a_former_account_gets_them_back_by_a_rollback_and_the_history_knows(in_one_process: Controller) -> None:
    right, history = held(in_one_process), in_one_process.work / "history"
    history.mkdir()
    in_one_process.inject("spn/on-a-former-account")
    writer, wrong = [*may_write(in_one_process), "-e", f"kerberos_history={history}"], held(in_one_process)
    in_one_process.play(AUDIT, *writer)
    fix = in_one_process.play(FIX, *writer)
    assert (fix.code, held(in_one_process)) == (0, right), fix.output
    back = in_one_process.play(ROLLBACK, *writer)
    assert (back.code, held(in_one_process)) == (0, wrong), back.output
    lines = [json.loads(line) for line in (history / "intranet.jsonl").read_text(encoding="utf-8").splitlines()]
    of_farm = [[{one[1] for one in line[part] if not one[0]} for part in ("opened", "closed")] for line in lines]
    both = {"SPN-1", "SPN-2"}
    assert of_farm == [[both, set()], [set(), both], [both, set()]]


def test_without_an_account_that_may_write_the_lines_are_handed_off(in_one_process: Controller) -> None:
    in_one_process.inject("spn/on-a-former-account")
    wrong, folder = held(in_one_process), in_one_process.work / "handoff"
    folder.mkdir()
    run = in_one_process.play(FIX, "-e", f"kerberos_handoff={folder}")
    assert (run.code, held(in_one_process)) == (0, wrong), run.output
    todo, undo = (folder / f"intranet.handoff{kind}.ps1" for kind in ("", "-undo"))
    assert str(todo) in run.told.replace(" ", "") or str(todo) in run.told
    names = ("HTTP/intranet.example.com", "HTTP/intranet")
    assert commands(todo) == [
        f"setspn {line}"
        for name in names
        for line in (f"-D {name} EXAMPLE\\svc-old", f"-S {name} EXAMPLE\\svc-intranet")
    ]
    assert commands(undo) == [
        f"setspn {line}"
        for name in reversed(names)
        for line in (f"-D {name} EXAMPLE\\svc-intranet", f"-S {name} EXAMPLE\\svc-old")
    ]
    assert todo.stat().st_mode & 0o077 == 0
    assert "it is handed off" in run.told
    in_one_process.inject("spn/nobody")
    in_one_process.play(FIX, *may_write(in_one_process), "-e", f"kerberos_handoff={folder}")
    assert (commands(todo), commands(undo)) == ([], [])


def commands(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
