"""The collection as users get it: from an archive, alone in a folder, and over an older one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.reading import sum_of

from tests.architecture.checkout import ROOT, build, copy_checkout
from tests.playbooks.conftest import Installed
from tests.playbooks.controller import Controller, Run

# Processes that share a session's tests would each build and install it.
pytestmark = pytest.mark.xdist_group("installed")

OLDER = "0.0.9"
VERSION = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))["version"]
FIRST_SCHEMA = {"schema": 1}
NOT_IN_FIRST_SCHEMA = ("who", "done", "left")


def version(installed: Installed) -> str:
    listed = installed.run("ansible-galaxy", "collection", "list", "nlb.kerberos", "--format", "json")
    (folder,) = json.loads(listed).values()
    return str(folder["nlb.kerberos"]["version"])


def test_every_module_and_filter_is_documented(installed: Installed) -> None:
    for kind, folder in (("module", "modules"), ("filter", "filter")):
        names = {f"nlb.kerberos.{path.stem}" for path in (ROOT / "plugins" / folder).glob("*.py")}
        names = {name for name in names if not name.endswith("__init__")}
        found = json.loads(installed.run("ansible-doc", "--type", kind, "--list", "--json", "nlb.kerberos"))
        assert {name for name in found if name.startswith("nlb.kerberos.")} == names
        documented = json.loads(installed.run("ansible-doc", "--type", kind, "--json", *sorted(names)))
        assert all(documented[name]["doc"]["short_description"] for name in names)


def test_a_farm_is_audited_from_any_folder(installed: Installed, controller: Controller, tmp_path: Path) -> None:
    controller.environment = installed.environment
    controller.inject("dns_registration/own-adapter-not-registered", "web1")
    audit = controller.play("nlb.kerberos.audit", cwd=tmp_path)
    assert audit.code == 0, audit.output
    assert [control for control, _ in audit.reported()["web1"]] == ["DNS-1"]
    assert reported_version(audit) == VERSION


def test_the_archive_in_the_documents_is_of_this_version() -> None:
    assert f"nlb-kerberos-{VERSION}.tar.gz" in (ROOT / "docs" / "running.md").read_text(encoding="utf-8")


@pytest.fixture
def older(installed: Installed, tmp_path: Path) -> Installed:
    """An older version, installed in a folder of its own."""
    folder = tmp_path / "collections"
    folder.mkdir()
    shutil.copy2(installed.folder / "ansible.cfg", folder)
    environment = {"ANSIBLE_CONFIG": f"{folder}/ansible.cfg", "ANSIBLE_COLLECTIONS_PATH": str(folder)}
    archive = build(copy_checkout(tmp_path / "older", OLDER), tmp_path / "built")
    found = Installed(folder, environment, archive)
    found.install(archive)
    assert version(found) == OLDER
    return found


def test_an_upgrade_reads_what_the_older_version_has_written(
    older: Installed, installed: Installed, controller: Controller, tmp_path: Path
) -> None:
    """The journal on the nodes, one of them as the first schema had it, the history, and the description."""
    controller.environment = older.environment
    history = tmp_path / "history"
    history.mkdir()
    kept = ("-e", f"kerberos_history={history}")
    before = controller.settings()
    controller.inject("dns_registration/own-adapter-not-registered", "web1", "web2")
    broken = controller.settings()
    audit = controller.play("nlb.kerberos.audit", *kept, cwd=tmp_path)
    assert audit.code == 0, audit.output
    fix = controller.play("nlb.kerberos.fix_kerberos", cwd=tmp_path)
    assert fix.code == 0, fix.output
    assert reported_version(fix) == OLDER
    assert controller.settings() == before
    as_the_first_schema(controller, "web1")
    as_the_first_ledger(history)
    lines = (history / "intranet.jsonl").read_bytes()

    older.install(installed.archive, "--upgrade")
    assert version(older) == VERSION
    back = controller.play("nlb.kerberos.rollback", *kept, cwd=tmp_path)
    assert back.code == 0, back.output
    assert reported_version(back) == VERSION
    assert controller.settings() == broken
    assert (history / "intranet.jsonl").read_bytes().startswith(lines), "the older version's lines stay"
    assert audit.report
    assert back.report
    assert back.report["farms"][0]["ledger"]["lines"] == 2
    for number in (0, 1):
        (finding,) = back.report["farms"][0]["nodes"][number]["findings"]
        assert finding["since"] == audit.report["time"] < back.report["time"]

    older.install(older.archive, "--force")
    assert version(older) == OLDER


def reported_version(run: Run) -> str:
    assert run.report, run.output
    return str(run.report["version"])


def as_the_first_schema(controller: Controller, node: str) -> None:
    state = controller.states.read(node)
    entries = [(entry, json.loads(entry["text"])) for entry in state["journal"]["entries"]]
    assert entries
    state["journal"]["entries"] = [{**entry, "text": first(text)} for entry, text in entries if not text["done"]]
    controller.states.write(node, state)


def as_the_first_ledger(folder: Path) -> None:
    """Before a report of fewer concerns was kept beside that of all."""
    file = folder / "intranet.json"
    state = json.loads(file.read_bytes())
    assert state.pop("narrower") is None
    del state["sum"]
    file.write_text(json.dumps({**state, "sum": sum_of(state)}), encoding="utf-8")


def first(entry: Mapping[str, Any]) -> str:
    kept = {name: value for name, value in entry.items() if name not in NOT_IN_FIRST_SCHEMA}
    return json.dumps({**kept, **FIRST_SCHEMA}, sort_keys=True)
