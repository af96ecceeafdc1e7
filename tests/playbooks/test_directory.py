"""The directory is asked once a farm, and what it says is what the nodes are held against."""

from __future__ import annotations

import json
import re

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import (
    COMPUTER_CONCERNS,
    CONCERNS,
    IDENTIFIERS,
)

from tests.playbooks.controller import Controller, Run
from tests.reported import KNOWN_TO_DIRECTORY

OF_NODES = {control.id for concern in CONCERNS for control in concern.CONTROLS}
OF_CLIENTS = {control.id for concern in COMPUTER_CONCERNS for control in concern.CONTROLS} - OF_NODES
AUDIT, FIX, ROLLBACK = "playbooks/audit.yml", "fix-kerberos.yml", "playbooks/rollback.yml"
HOLDER = r"EXAMPLE\svc-intranet"
DIRECTORY = "  directory:\n"
OVERRIDE = "  spn_holder: EXAMPLE\\svc-intranet\n"
BY_ITSELF = """
- hosts: web1
  gather_facts: false
  tasks:
    - name: From a jump host
      nlb.kerberos.directory:
        user: "{{ kerberos_directory_user }}"
        password: "{{ kerberos_directory_password }}"
        node:
          host: "{{ ansible_host }}"
          user: "{{ ansible_user }}"
          password: "{{ ansible_password }}"
          transport: basic
          ca: "{{ lab_folder }}/ca.pem"
      delegate_to: localhost
      register: done
    - name: Keep the result
      ansible.builtin.copy:
        content: "{{ done | to_json }}"
        dest: "{{ result }}"
        mode: "0600"
      delegate_to: localhost
"""
ASK = "TASK [Ask the directory and DNS once for the farm]"
SILENT = iter(range(1, 1000))  # ports of this computer where nothing answers


def unreadable(controller: Controller) -> None:
    """No domain controller and no global catalog answers."""
    path = controller.inventory / "group_vars" / "intranet.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"127\.[0-9.]+:(3890|3268)", lambda _: f"127.0.0.1:{next(SILENT)}", text), encoding="utf-8")


def asked(run: Run) -> list[str]:
    """The hosts that have asked the directory."""
    found = []
    for part in run.output.split(ASK)[1:]:
        found += re.findall(r"^(?:ok|fatal): \[(\w+)\]", part.partition("\nTASK [")[0].partition("\nPLAY")[0], re.M)
    return found


def of_farm(run: Run) -> dict[str, dict[str, object]]:
    """The findings of the farm as a whole, the first of each control."""
    assert run.report, run.output
    (farm,) = run.report["farms"]
    return {finding["control"]: finding for finding in reversed(farm["findings"])}


def arguments(controller: Controller, node: str) -> dict[str, object]:
    """Of the last change on the node."""
    entries = [json.loads(entry["text"]) for entry in controller.states.read(node)["journal"]["entries"]]
    return dict([entry for entry in entries if entry["changes"]][-1]["arguments"])


def test_it_is_asked_once_on_the_first_node_and_costs_the_others_nothing(in_one_process: Controller) -> None:
    run = in_one_process.play(AUDIT)
    assert run.code == 0, run.output
    assert asked(run) == ["web1"]
    assert [run.recap[node]["ok"] for node in ("web2", "web3")] == [1, 1], "only the audit of the node"
    payloads = [(request.node, "read_machine_account" in request.payloads) for request in in_one_process.requests()]
    assert payloads[0] == ("web1", True)
    assert len(payloads) == 1 + 3
    assert run.report
    (farm,) = run.report["farms"]
    assert {control for control, state in farm["controls"].items() if state != "compliant"} == {"LIVE-1", "LIVE-2"}
    assert "kerberos_probe_user" in farm["not_applicable"]["LIVE-1"], "nobody was given to ask for tickets"
    assert {"SPN-1", "DNS-5"} <= set(farm["controls"])
    assert [left["field"] for left in farm["left_out"]] == []


def test_a_limit_asks_on_the_first_node_that_is_left(in_one_process: Controller) -> None:
    run = in_one_process.play(AUDIT, "--limit", "web3,web2")
    assert asked(run) == ["web2"]
    assert run.code == 0, run.output


def test_without_a_concern_of_the_farm_nothing_is_asked(in_one_process: Controller) -> None:
    run = in_one_process.play(AUDIT, "-e", "kerberos_concerns=dns_registration")
    assert (run.code, asked(run)) == (0, []), run.output
    assert run.report
    assert run.report["farms"][0]["controls"] == {}
    assert run.report["concerns"] == ["dns_registration"]


def test_concerns_of_the_farm_alone_ask_no_node_for_more(in_one_process: Controller) -> None:
    run = in_one_process.play(AUDIT, "-e", "kerberos_concerns=spn")
    assert (run.code, asked(run)) == (0, ["web1"]), run.output
    assert [request.payloads for request in in_one_process.requests()] == [["read_machine_account"]]
    assert run.report
    assert set(run.report["farms"][0]["controls"]) == {"SPN-1", "SPN-2", "SPN-3", "SPN-4"}


def test_a_fix_of_the_key_takes_the_holder_from_the_directory(in_one_process: Controller) -> None:
    in_one_process.inject("windows_authentication/machine-key", "web2")
    run = in_one_process.play(FIX)
    assert run.code == 0, run.output
    assert run.recap["web2"]["changed"] > 0
    given = arguments(in_one_process, "web2")
    assert given["spn_holder"] == HOLDER
    assert str(given["spn_holder_sid"]).endswith("-1120")
    assert str(given["password_changed"]).startswith("2026-01-10T12:00:00")
    fixed = in_one_process.settings()
    back = in_one_process.play(ROLLBACK)
    assert back.code == 0, back.output
    assert in_one_process.settings() != fixed
    assert asked(back) == ["web1", "web1"], "before, and after something was changed"


def test_another_holder_than_the_service_account_keeps_the_key(in_one_process: Controller) -> None:
    """Tickets are issued for a node's computer account: the key of the service account would decrypt none of them."""
    in_one_process.inject("windows_authentication/machine-key", "web2")
    in_one_process.inject("spn/on-a-node")
    run = in_one_process.play(FIX)
    assert run.recap["web2"]["changed"] == 0, run.output
    assert "SPN-2" in of_farm(run)
    reasons = {
        finding["reason"]
        for node in run.report["farms"][0]["nodes"] if run.report
        for finding in node["findings"] if finding["control"] == "AUTH-3"
    }  # fmt: skip
    assert any(r"registered on EXAMPLE\WEB" in reason for reason in reasons), reasons


def test_a_directory_that_does_not_answer_spoils_the_farms_part_and_is_named_where_it_is_missed(
    in_one_process: Controller,
) -> None:
    in_one_process.inject("windows_authentication/machine-key", "web2")
    unreadable(in_one_process)
    run = in_one_process.play(FIX)
    assert run.code == 2, run.output
    assert run.recap["web2"]["changed"] == 0
    found = of_farm(run)
    assert {found[control]["state"] for control in ("SPN-1", "SPN-2")} == {"could not check"}
    assert "127.0.0.1" in str(found["SPN-1"]["reason"])
    assert run.report
    (farm,) = run.report["farms"]
    assert "compliant" in farm["controls"].values(), "what does not depend on it is checked"
    nodes = {node["node"]: node for node in farm["nodes"]}
    assert {node["controls"]["DNS-1"] for node in nodes.values()} == {"compliant"}
    (key, *_) = (finding for finding in nodes["web2"]["findings"] if finding["control"] == "AUTH-3")
    assert "the directory could not be read" in key["reason"]
    assert "set kerberos_farm.spn_holder" in key["reason"]


def test_an_override_stands_in_for_a_directory_that_does_not_answer(in_one_process: Controller) -> None:
    in_one_process.describe(DIRECTORY, OVERRIDE + DIRECTORY)
    in_one_process.inject("windows_authentication/machine-key", "web2")
    unreadable(in_one_process)
    run = in_one_process.play(FIX)
    assert run.recap["web2"]["changed"] > 0, run.output
    assert arguments(in_one_process, "web2")["spn_holder"] == HOLDER


def test_a_first_node_that_does_not_answer_leaves_the_directory_to_an_account_of_its_own(
    in_one_process: Controller,
) -> None:
    in_one_process.describe(DIRECTORY, f"{DIRECTORY}    domain: example.com\n")
    in_one_process.lose("web1")
    run = in_one_process.play(AUDIT)
    assert asked(run) == ["web1"]
    assert run.report
    assert run.report["farms"][0]["controls"]["SPN-1"] == "compliant"


def test_without_an_account_for_the_directory_that_of_the_nodes_is_not_tried(in_one_process: Controller) -> None:
    """The lab's account is called administrator, as one of the domain."""
    own = in_one_process.inventory / "group_vars" / "kerberos.yml"
    text = own.read_text(encoding="utf-8")
    own.write_text("".join(line for line in text.splitlines(True) if "kerberos_directory" not in line), "utf-8")
    run = in_one_process.play(AUDIT)
    reason = str(of_farm(run)["SPN-1"]["reason"])
    assert "administrator, is not tried on a domain controller" in reason
    objects = in_one_process.directory.read()["objects"]
    assert {count for one in objects.values() for count in one.get("badPwdCount", ())} == {0}


def test_a_user_name_without_a_domain_is_one_of_the_nodes_domain(in_one_process: Controller) -> None:
    run = in_one_process.play(AUDIT, "-e", "kerberos_directory_user=auditor")
    assert run.code == 0, run.output


def test_a_wrong_password_is_tried_once_and_appears_nowhere(in_one_process: Controller) -> None:
    secret = "Kanarienvogel-7f3a"
    run = in_one_process.play(AUDIT, "-e", f"kerberos_directory_password={secret}", "-vvv")
    assert run.code == 2, run.output
    assert set(of_farm(run)) >= {"SPN-1"}
    assert secret not in json.dumps(run.report)
    assert secret not in run.output.replace(f"kerberos_directory_password={secret}", "")
    objects = in_one_process.directory.read()["objects"]
    (count,) = (one["badPwdCount"] for one in objects.values() if one.get("sAMAccountName") == ["auditor"])
    assert count == [1]


def test_every_control_of_the_farm_is_answered(in_one_process: Controller) -> None:
    run = in_one_process.play(AUDIT)
    assert run.report
    (farm,) = run.report["farms"]
    assert set(farm["controls"]) | set(farm["nodes"][0]["controls"]) == set(IDENTIFIERS) - OF_CLIENTS


def test_a_jump_host_asks_by_the_module(controller: Controller) -> None:
    playbook, result = controller.work / "by-itself.yml", controller.work / "result.json"
    playbook.write_text(BY_ITSELF, encoding="utf-8")
    run = controller.play(str(playbook), "-e", f"result={result}")
    assert run.code == 0, run.output
    found = json.loads(result.read_text(encoding="utf-8"))
    assert found["counts"]["SPN-1"] == {"compliant": 2}
    assert found["known"]["holder"]["account"] == HOLDER
    assert "_payloads" not in json.dumps(found)
    assert (controller.lab / "password").read_text(encoding="utf-8") not in json.dumps(found)


def test_it_is_asked_once_more_where_a_fix_has_registered_addresses_anew(in_one_process: Controller) -> None:
    in_one_process.inject("dns_registration/virtual-address-registered", "web2")
    run = in_one_process.play(FIX)
    assert (run.code, asked(run)) == (0, ["web1", "web1"]), run.output
    in_one_process.inject("windows_authentication/machine-key", "web2")
    assert asked(in_one_process.play(FIX)) == ["web1"], "no record can have changed"


@pytest.mark.parametrize("fault", KNOWN_TO_DIRECTORY)
def test_groups_that_a_node_cannot_ask_for_are_those_of_the_directory(fault: str, in_one_process: Controller) -> None:
    in_one_process.inject(fault, "web1")
    run = in_one_process.play(AUDIT)
    assert (run.code, run.told.count("no account's groups are known")) == (0, 0), run.output
    alone = in_one_process.play(AUDIT, "-e", f"kerberos_concerns={fault.partition('/')[0]}")
    assert (alone.code, alone.told.count("no account's groups are known")) == (2, 1), alone.output


def test_tickets_that_nobody_gives_could_not_be_checked_and_spoil_nothing_else(in_one_process: Controller) -> None:
    """Without gssapi its words; with it nobody answers at port 88 of the lab's domain controllers."""
    secret = "Probe.canary-7"
    run = in_one_process.play(AUDIT, "-e", "kerberos_probe_user=probe", "-e", f"kerberos_probe_password={secret}")
    assert run.report, run.output
    (farm,) = run.report["farms"]
    unknown = {control for control, state in farm["controls"].items() if state != "compliant"}
    assert unknown == {"LIVE-1", "LIVE-2"}
    for control in unknown:
        why = str(of_farm(run)[control]["reason"])
        assert re.search("gssapi is not installed|no key distribution center", why)
    assert farm["path"]["works"] is False
    assert run.code == 2
    assert secret not in run.output
