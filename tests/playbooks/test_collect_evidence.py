"""playbooks/collect_evidence.yml on the lab: one file for support, masked, and without anything that is secret."""

from __future__ import annotations

import re
import stat
import zipfile
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS

from lab import clients, intranet
from lab.facts import process_activation, request_log
from lab.faults import BY_NAME
from lab.node_files import States
from lab.simulation import CLIENTS
from tests.playbooks.controller import Controller
from tests.playbooks.test_clients import add

PLAYBOOK = "playbooks/collect_evidence.yml"
CANARY = "Kanarienvogel-4711"
LINE = (
    f"2026-01-31 07:43:00 10.0.0.50 GET /reports/ session={CANARY} 80 EXAMPLE\\anna 10.0.1.77 {CANARY} "
    f"http://x/?{CANARY} 401 3 5 3"
)
NAMES = ("intranet", "example", "web1", "anna", "10.0.0.50", "10.0.1.77", intranet.DOMAIN)


@pytest.fixture
def logged(in_one_process: Controller) -> Controller:
    """A node whose log has a refusal, with secrets in the query and in the headers of the request."""
    state = in_one_process.states.read("web1")
    request_log.add(state, request_log.SITE_LOG, LINE)
    in_one_process.states.write("web1", state)
    return in_one_process


def contents(path: Path) -> dict[str, str]:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def test_the_file_has_everything_and_names_nothing(logged: Controller, tmp_path: Path) -> None:
    path = tmp_path / "evidence.zip"
    before = {node: logged.states.read(node) for node in logged.states.nodes()}
    run = logged.play(PLAYBOOK, "-e", f"kerberos_evidence_path={path}")
    assert {node: logged.states.read(node) for node in logged.states.nodes()} == before
    found = contents(path)
    assert f"of 3 nodes, {path.stat().st_size:,} bytes, masked" in run.told
    expected = {f"recordings/{concern.NAME}/node-{number}.json" for concern in CONCERNS for number in (1, 2, 3)}
    assert expected <= set(found)
    assert "2026-01-31 07:43:00 node-1: 1 responses 401.3: the user was recognized" in found["timeline.txt"]
    assert "LOG-1 drift: " in found["findings/node-1.txt"]
    told = {name: [word for word in NAMES if word in text.lower()] for name, text in found.items()}
    assert {name: words for name, words in told.items() if words} == {}
    assert_no_secret(found)


def test_unmasked_it_has_the_names_and_the_report(logged: Controller, tmp_path: Path) -> None:
    path, report = tmp_path / "evidence.zip", tmp_path / "former-audit.json"
    report.write_text('{"run": "former"}', encoding="utf-8")
    given = ("-e", f"kerberos_evidence_path={path}", "-e", f"kerberos_audit_path={report}")
    run = logged.play(PLAYBOOK, *given, "-e", "kerberos_evidence_masked=false")
    assert "with all names and addresses" in run.told
    found = contents(path)
    assert found["reports/former-audit.json"] == '{"run": "former"}'
    assert "web1: 1 responses 401.3" in found["timeline.txt"]
    assert "EXAMPLE\\anna from 10.0.1.77" in found["findings/web1.txt"]
    assert_no_secret(found)


@pytest.fixture
def with_client(logged: Controller) -> Controller:
    """With a client that has an event 4, and one that is switched off."""
    add(logged, {"pc1": clients.description(1), "pc2": clients.description(2)})
    state = clients.client(1)
    BY_NAME["evidence/event-4-on-a-client"].inject(state, 1)
    States(logged.lab / CLIENTS).write("pc1", state)
    States(logged.lab / CLIENTS).path("pc2").unlink(missing_ok=True)
    return logged


def test_clients_are_in_it_masked(with_client: Controller, tmp_path: Path) -> None:
    path = tmp_path / "evidence.zip"
    run = with_client.play(PLAYBOOK, "-e", f"kerberos_evidence_path={path}")
    assert run.code == 0, run.output
    found = contents(path)
    assert "of 3 nodes and 1 client, " in run.told
    (name,) = [name for name in found if name.startswith("findings/client-")]
    client = Path(name).stem
    assert "EVENT-1 drift: EVENT-1 event 4 for HTTP/name" in found[name]
    assert "when the last fix was is not known" in found[name], "no node is ready that parses no PowerShell"
    assert f" {client}: event 4: name" in found["timeline.txt"]
    assert {f"recordings/{concern}/{client}.json" for concern in ("evidence_on_client", "browser_policy")} <= set(found)
    telling = {*NAMES, "pc1", "pc2", "jo"}
    words = {name: telling.intersection(re.findall(r"[^\W_]+|[\d.]+", text.lower())) for name, text in found.items()}
    assert {name: own for name, own in words.items() if own} == {}


def test_clients_are_in_it_with_their_names(with_client: Controller, tmp_path: Path) -> None:
    path = tmp_path / "evidence.zip"
    with_client.play(PLAYBOOK, "-e", f"kerberos_evidence_path={path}", "-e", "kerberos_evidence_masked=false")
    found = contents(path)
    assert {"recordings/evidence_on_client/pc1.json", "recordings/browser_policy/pc1.json"} <= set(found)
    assert "pc1: event 4: web1$ could not decrypt a ticket for HTTP/intranet" in found["timeline.txt"]


def assert_no_secret(found: dict[str, str]) -> None:
    for name, text in found.items():
        assert CANARY not in text, name
        assert process_activation.PASSWORD not in text, name


def test_a_path_that_cannot_be_written_ends_the_run_before_a_node_is_asked(in_one_process: Controller) -> None:
    run = in_one_process.play(PLAYBOOK, "-e", "kerberos_evidence_path=/no/such/file.zip")
    assert run.code == 2
    assert "kerberos_evidence_path: found /no/such/file.zip, but /no/such is not a folder" in run.told
