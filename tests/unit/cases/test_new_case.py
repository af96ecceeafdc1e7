"""python -m tests.new_case: a case is written when it was confirmed, and bad input gets one clear message."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.decisions import case as cases
from tests.decisions import checks
from tests.decisions.new_case import BAD_INPUT, NOT_WRITTEN, WRITTEN, main

ROOT = Path(__file__).parents[3]
SENTENCE = "The pool's site is stopped."
STOPPED = ["--set", "read_iis: sites[name=Intranet].state=Stopped"]
CASE = ["app_pool", SENTENCE, *STOPPED, "--why", "Nothing answers."]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Of cases, with nothing in it but a healthy node."""
    there = tmp_path / "tests/decisions"
    (there / "app_pool").mkdir(parents=True)
    shutil.copy(ROOT / "tests/decisions/app_pool/_healthy.json", there / "app_pool")
    monkeypatch.setattr(cases, "FOLDER", there)
    return there / "app_pool"


@pytest.fixture
def path(folder):
    return folder / "The-pools-site-is-stopped.json"


def test_it_is_written_with_what_is_found_and_holds(path, capsys):
    assert main([*CASE, "--yes"]) == WRITTEN
    data = json.loads(path.read_text())
    assert list(data) == ["why", "given", "findings", "compliant", "writes"]
    assert data["given"] == {"read_iis": {"sites[name=Intranet].state": "Stopped"}}
    drift = {"remedy": "fix", "found": "Stopped", "wanted": "Started"}
    assert data["findings"] == [["POOL-4", "state of site Intranet", "drift", drift]]
    assert data["compliant"]["POOL-4"] == ["state of pool Intranet"]
    assert [call["payload"] for call in data["writes"]] == ["write_iis"]
    for check in checks.ALL:
        check(cases.read(path))
    shown = capsys.readouterr().out
    assert 'POOL-4 state of site Intranet: drift, found "Stopped", wanted "Started", remedy fix\n' in shown
    assert "requests for it are not answered" in shown, "the reason, which the case does not have"
    assert "a fix writes:\n  write_iis " in shown
    assert "does not hold" not in shown


@pytest.mark.parametrize(("answer", "code"), [("y", WRITTEN), ("YES", WRITTEN), ("", NOT_WRITTEN), ("n", NOT_WRITTEN)])
def test_it_is_written_when_it_was_confirmed(path, answer, code):
    assert main(CASE, ask=lambda question: answer) == code
    assert path.exists() is (code == WRITTEN)


def test_without_a_terminal_nothing_is_written_unless_that_is_asked_for(path, capsys):
    assert main(CASE) == NOT_WRITTEN
    assert not path.exists()
    assert "not written: there is no terminal to confirm it on; --yes writes it" in capsys.readouterr().err


def test_without_options_there_is_a_healthy_node_to_edit_and_the_same_command_takes_it(path, capsys):
    assert main(["app_pool", SENTENCE]) == WRITTEN
    assert (
        "tests/decisions/app_pool/The-pools-site-is-stopped.json has a healthy node so far" in capsys.readouterr().out
    )
    data = json.loads(path.read_text())
    data |= {"why": "Nothing answers.", "given": {"read_iis": {"sites[name=Intranet].state": "Stopped"}}}
    path.write_text(json.dumps(data))
    assert main(["app_pool", SENTENCE, "--yes"]) == WRITTEN
    assert json.loads(path.read_text())["writes"] != []


def test_a_part_of_a_reason_that_the_case_expects_stays(path):
    main([*CASE, "--yes"])
    data = json.loads(path.read_text())
    data["findings"][0][3]["reason"] = "nothing answers"
    path.write_text(json.dumps(data))
    assert main(["app_pool", SENTENCE, "--argument", "change_identity=false", "--yes"]) == WRITTEN
    after = json.loads(path.read_text())
    assert after["findings"] == data["findings"]
    assert after["arguments"] == {"change_identity": False}


def test_no_secret_is_given_where_that_is_asked_for(path):
    assert main([*CASE, "--without-secrets", "--yes"]) == WRITTEN
    assert json.loads(path.read_text())["secrets"] == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["pools", "a b"], "concern: found 'pools', expected one of dns_registration, load_balancing, "),
        (["app_pool", "stopped"], "sentence: found 'stopped', expected words such as 'the pool is stopped'"),
        (
            ["app_pool", "a b", "--set", "pools"],
            "--set: found 'pools', expected 'payload: path=value' such as 'read_iis: pools[name=Intranet].state=Stop",
        ),
        (["app_pool", "a b", "--argument", "site"], "--argument: found 'site', expected 'option=value' such as"),
        (["app_pool", "a b", *STOPPED], "--why: found nothing, expected a sentence or two: what is to be learnt from"),
        (
            ["app_pool", "a b", "--why", "x", "--set", "read_cluster: own.state=Stopped"],
            "given: found read_cluster, expected what is read: read_iis, read_accounts, read_user_rights, read_auth",
        ),
        (
            ["app_pool", "a b", "--why", "x", "--set", "read_iis: pools[name=Extranet].state=Stopped"],
            "given read_iis: pools[name=Extranet].state: no items have name=Extranet, expected one; there is name=Int",
        ),
        (
            ["app_pool", "a b", "--why", "x", "--set", "read_iis: pools[name=Intranet].state=0"],
            "given: read_iis.pools[0].state: expected a text, found a whole number (0); no payload prints this",
        ),
        (
            ["app_pool", "a b", "--why", "x", "--argument", "sites=[]"],
            "arguments: found sites, expected one of own_addresses, site, service_account, readers, change_identity",
        ),
        (
            ["app_pool", "a b", "--why", "x", "--argument", 'readers=["Users"]'],
            r"arguments: readers[0]: found 'Users', expected DOMAIN\name, name@domain or a SID",
        ),
        (
            ["app_pool", "a b", "--why", "x", "--argument", "site=Extranet"],
            "given: IIS has no site Extranet; its sites: Intranet, Default Web Site; such a node could not be checked, "
            "and is no case",
        ),
    ],
)
def test_bad_input_is_answered_with_what_was_found_and_what_is_expected(folder, capsys, given, message):
    assert main([*given, "--yes"]) == BAD_INPUT
    shown = capsys.readouterr()
    assert shown.err.startswith(f"new_case: {message}")
    assert (shown.err.count("\n"), shown.out) == (1, "")
    assert [path.name for path in folder.iterdir()] == ["_healthy.json"]


def test_a_file_that_is_no_json_is_named(path, capsys):
    path.write_text("{")
    assert main(["app_pool", SENTENCE]) == BAD_INPUT
    assert "The-pools-site-is-stopped.json: found no JSON (Expecting property name" in capsys.readouterr().err


def test_a_node_that_another_case_has_is_not_written_again(path, folder, capsys):
    main([*CASE, "--yes"])
    assert main(["app_pool", "something else", *STOPPED, "--why", "x", "--yes"]) == BAD_INPUT
    assert (
        f"found the node of tests/decisions/app_pool/{path.name}, expected one that no case" in capsys.readouterr().err
    )


def test_it_runs_from_a_fresh_clone_without_any_setting():
    run = [sys.executable, "-m", "tests.new_case", "pools", "a b"]
    done = subprocess.run(run, cwd=ROOT, env={"PATH": ""}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (BAD_INPUT, "")
    assert done.stderr.startswith("new_case: concern: found 'pools', expected one of dns_registration")
