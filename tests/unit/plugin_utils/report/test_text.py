"""The report as an administrator reads it."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Remedy, State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import Fixing
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.text import CELLS, text

DRIFT = Finding(
    "DNS-2", "SkipAsSource of 10.0.0.50", State.DRIFT, False, True, ("x",), Remedy.FIX, "it is registered"
).as_dict()
SENTENCE = "DNS-2 SkipAsSource of 10.0.0.50: off, should be on; it is registered (fix-kerberos.yml fixes it)"
CHANGE = {"control": "DNS-2", "subject": "SkipAsSource of 10.0.0.50", "before": False, "after": True}
CHANGES = {"dns_registration": [CHANGE]}
CONTROLS = {"DNS-1": "compliant", "DNS-2": "drift"}


def node(name, *findings, problem=None, controls=CONTROLS):
    return {"node": name, "problem": problem, "controls": controls, "findings": list(findings)}


def lines_of(*nodes, fixed=None):
    farm = {"name": "intranet", "names": ["intranet", "www"], "verdict": "of 4 checks, 1 drifted", "nodes": list(nodes)}
    return text({"farms": [farm]}, fixed or {}).split("\n")


def under(lines, name):
    """The indented lines under a node's name."""
    start = lines.index(f"{name}:") + 1
    return [line.strip() for line in lines[start : lines.index("", start)]]


def test_a_farm_is_a_verdict_a_table_and_its_drift_as_sentences():
    clean = {"DNS-1": "compliant", "DNS-2": "not applicable"}
    assert lines_of(node("web1", DRIFT), node("web22", controls=clean)) == [
        "",
        "Farm intranet (intranet, www): of 4 checks, 1 drifted",
        "",
        "  node   DNS-1  DNS-2",
        "  web1   ok     DRIFT",
        "  web22  ok     -",
        "",
        "web1:",
        f"  {SENTENCE}",
        "",
    ]


def test_a_node_that_could_not_be_read_has_the_reason_once():
    unread = dict.fromkeys(CONTROLS, "could not check")
    findings = [Finding(c, "everything", State.UNKNOWN, reason="timed out").as_dict() for c in CONTROLS]
    lines = lines_of(node("web1", *findings, problem="could not be asked: timed out", controls=unread))
    assert "  web1  ?      ?" in lines
    assert under(lines, "web1") == ["could not check: could not be asked: timed out"]


def test_why_several_findings_could_not_be_checked_stands_once_below_them():
    findings = [
        Finding("ACL-1", f"pool on {path}", State.UNKNOWN, reason="why", cause="no groups are known").as_dict()
        for path in ("C:\\one", "C:\\two")
    ]
    assert under(lines_of(node("web1", *findings)), "web1") == [
        r"ACL-1 pool on C:\one: could not check: why",
        r"ACL-1 pool on C:\two: could not check: why",
        "no groups are known",
    ]


def test_a_control_that_another_node_has_is_not_applicable_where_it_is_missing():
    assert "  web2  -      DRIFT" in lines_of(node("web1"), node("web2", controls={"DNS-2": "drift"}))


def test_every_state_has_a_cell_and_only_compliance_looks_compliant():
    assert set(CELLS) == set(map(str, State))
    assert [state for state, cell in CELLS.items() if cell in ("ok", "-")] == ["compliant", "not applicable"]


def test_what_was_fixed_is_reported_before_what_is_left():
    left = {**DRIFT, "subject": "SkipAsSource of 10.0.0.51"}
    lines = lines_of(node("web1", left), fixed={"web1": Fixing(CHANGES)})
    assert under(lines, "web1") == [
        "fixed: DNS-2 SkipAsSource of 10.0.0.50: off -> on",
        SENTENCE.replace("10.0.0.50", "10.0.0.51"),
    ]


def test_drift_that_is_there_after_it_was_fixed_is_reported_again():
    lines = lines_of(node("web1", DRIFT), fixed={"web1": Fixing(CHANGES)})
    assert under(lines, "web1")[1:] == [SENTENCE]


def test_in_check_mode_drift_that_would_be_fixed_is_reported_once():
    other = {**DRIFT, "control": "DNS-3"}
    lines = lines_of(node("web1", DRIFT, other), fixed={"web1": Fixing(CHANGES, check=True)})
    assert under(lines, "web1") == [
        f"1. dns_registration; users notice: {dns_registration.IMPACT}",
        "would be fixed: DNS-2 SkipAsSource of 10.0.0.50: off -> on",
        "2. verify the fix with another audit",
        "undo: playbooks/rollback.yml rolls all of it back",
        SENTENCE.replace("DNS-2", "DNS-3"),
    ]


def test_a_node_that_could_not_be_fixed_has_the_reason_and_what_is_left():
    lines = lines_of(node("web1", DRIFT), fixed={"web1": Fixing(failure="a policy sets it")})
    assert under(lines, "web1") == ["NOT FIXED: a policy sets it", SENTENCE]


def test_a_node_that_was_left_drained_is_reported_with_a_line_to_resume_and_one_to_undo():
    left = Fixing(CHANGES, failure="the pool does not start", drained=True, run="run-1")
    lines = under(lines_of(node("web1"), fixed={"web1": left}), "web1")
    assert lines[1:] == [
        "NOT FIXED: the pool does not start",
        "LEFT DRAINED: NLB sends it no new connections until it is started",
        "resume: ansible-playbook fix-kerberos.yml",
        "undo:   ansible-playbook playbooks/rollback.yml -e kerberos_undoes=run-1",
    ]


def test_a_node_that_was_changed_and_then_lost_has_both():
    lines = lines_of(node("web1", problem="the connection broke"), fixed={"web1": Fixing(CHANGES)})
    assert under(lines, "web1") == [
        "fixed: DNS-2 SkipAsSource of 10.0.0.50: off -> on",
        "could not check: the connection broke",
    ]


def test_every_farm_has_its_part():
    farm = {"name": "a", "names": ["a"], "verdict": "fine", "nodes": [node("web1")]}
    lines = text({"farms": [farm, {**farm, "name": "b"}]}, {}).split("\n")
    assert [line for line in lines if line.startswith("Farm")] == ["Farm a (a): fine", "Farm b (a): fine"]


@pytest.mark.parametrize("findings", [(), (DRIFT,)])
def test_no_line_ends_with_blanks(findings):
    assert not any(line != line.rstrip() for line in lines_of(node("web1", *findings), node("a-longer-name")))
