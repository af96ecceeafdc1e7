"""Why do tickets fail: an audit that ends with the path of a ticket, drawn step by step."""

from __future__ import annotations

from tests.playbooks.controller import Controller


def test_it_names_the_first_broken_step_and_draws_the_path(in_one_process: Controller) -> None:
    in_one_process.describe("  spn_holder: EXAMPLE\\svc-intranet\n")
    in_one_process.inject("spn/on-a-node")
    run = in_one_process.play("playbooks/diagnose.yml")
    assert run.code == 0, run.output
    assert "The first broken step: 3, the domain controller issues the ticket (proved:" in run.told
    assert r"setspn -S HTTP/intranet.example.com EXAMPLE\svc-intranet" in run.told
    path = run.told.partition("The path of a ticket, step by step:")[2]
    assert "intranet.example.com, intranet to web1, web2, web3, by DNS servers" in path
    assert "3 broken SPN-2 HTTP/intranet.example.com:" in path
    assert "5 drift AUTH-3, which follows from SPN-2" in path
    assert "What to do next" not in path, "it ends with the path"
    assert run.report
    (farm,) = run.report["farms"]
    assert farm["path"]["causes"][0]["control"] == "SPN-2"
    assert "The path of a ticket" not in in_one_process.play("playbooks/audit.yml").output
