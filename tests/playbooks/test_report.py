"""What the playbooks add to the report: colours, the nodes of the run, and what a failed task shows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.playbooks.controller import Controller

pytestmark = pytest.mark.usefixtures("in_one_process")

COLOR = "\x1b["
AUDIT = "playbooks/audit.yml"
ONLY_DNS = ("-e", '{"kerberos_concerns": ["dns_registration"]}')


def report_of(output: str) -> list[str]:
    """The lines of the report alone, without what Ansible prints before and after it."""
    lines = output.splitlines()
    begin = next(number for number, line in enumerate(lines) if line.startswith("Run "))
    return lines[begin : next(number for number in range(begin, len(lines)) if re.match("TASK|PLAY", lines[number]))]


def test_it_is_in_ansibles_colours_on_a_terminal_and_nowhere_else(controller: Controller, tmp_path: Path) -> None:
    controller.inject("windows_authentication/machine-key", "web2")
    assert COLOR not in controller.play(AUDIT).output
    log = tmp_path / "log"
    controller.environment = {
        "ANSIBLE_FORCE_COLOR": "yes",
        "ANSIBLE_COLOR_ERROR": "purple",
        "ANSIBLE_LOG_PATH": str(log),
    }
    coloured = controller.play(AUDIT)
    assert re.search(r"\x1b\[0;35mFarm intranet .*: tickets fail on web2", coloured.output)
    assert "tickets fail on web2" in log.read_text(encoding="utf-8")
    assert COLOR not in log.read_text(encoding="utf-8")
    assert "\\u001b" not in json.dumps(coloured.report)
    controller.environment = {"ANSIBLE_NOCOLOR": "yes"}
    assert COLOR not in controller.play(AUDIT).output


def test_it_names_the_run_what_it_was_for_and_how_many_nodes_were_read(controller: Controller) -> None:
    controller.lose("web3")
    for playbook, options, mode in (("fix-kerberos.yml", ("--check",), "check"), (AUDIT, (), "audit")):
        run = controller.play(playbook, *options, *ONLY_DNS)
        assert run.report
        assert (run.report["mode"], run.report["nodes_read"]) == (mode, 2)
        assert f"Run {run.report['run']} " in run.output


def test_a_node_outside_of_the_limit_is_no_failure_and_not_called_as_described(controller: Controller) -> None:
    run = controller.play(AUDIT, "--limit", "web2")
    assert run.code == 0, run.output
    assert "nothing is known of web1, web3, not in this run" in run.told
    assert run.report
    assert [node["in_run"] for node in run.report["farms"][0]["nodes"]] == [False, True, False]
    assert "no other node" not in run.output


def test_a_description_without_a_site_is_no_failure_and_says_that_iis_was_not_looked_at(controller: Controller) -> None:
    description = controller.inventory / "group_vars" / "intranet.yml"
    text = description.read_text(encoding="utf-8")
    description.write_text(text.replace("  site: Intranet\n", ""), encoding="utf-8")
    run = controller.play(AUDIT)
    assert run.code == 0, run.output
    assert "IIS was not looked at" in run.told
    assert "add site to kerberos_farm" in run.told


@pytest.mark.parametrize("wrong", ["site: Intranett", 'own_addresses: [10.0.9.12, "2001:db8:9::2"]'])
def test_what_is_wrong_with_a_node_as_a_whole_is_told_once(wrong: str, controller: Controller) -> None:
    description = controller.inventory / "group_vars" / "intranet.yml"
    right = "site: Intranet" if wrong.startswith("site") else 'own_addresses: [10.0.0.12, "2001:db8::1:2"]'
    text = description.read_text(encoding="utf-8")
    assert right in text
    description.write_text(text.replace(right, wrong), encoding="utf-8")
    run = controller.play(AUDIT)
    assert run.code == 2
    reason = "its sites: Default Web Site, Intranet" if wrong.startswith("site") else "none of them is an own address"
    assert run.told.count(reason) == 1
    assert run.output.count("(see the report above)") <= 2, "once by each of Ansible's two messages"
    long = [line for line in report_of(run.output) if len(line) > 100 and "ansible-playbook" not in line]
    assert not long, "only commands may be longer"
