"""The report as an administrator reads it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Remedy, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import text as report_text
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import MODES
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import Fixing, fixing_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import WIDTH, Tone
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.text import text
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.verdict import Part

from tests.unit.plugin_utils.report.sample import HOW

LATENT = Finding("DNS-2", "SkipAsSource of 10.0.0.50", State.DRIFT, False, True, ("x",), Remedy.FIX, "it is registered")
KEY = Finding("AUTH-3", "decrypting key of Intranet/", State.DRIFT, "WEB1$", "svc", None, Remedy.FOLLOWS, "why")
ACL = Finding("ACL-2", "Users on C:\\x", State.DRIFT, "nothing", "read", ("x",), Remedy.FIX, "401.3")
SENTENCE = "web1: DNS-2 SkipAsSource of 10.0.0.50: off, should be on; it is registered (fix-kerberos.yml fixes it)"
CHANGE = {"control": "DNS-2", "subject": "SkipAsSource of 10.0.0.50", "before": False, "after": True}
CHANGES = {"dns_registration": [CHANGE]}


def node(name, *findings, problem=None, in_run=True):
    given = [finding.as_dict() for finding in findings]
    return {
        "node": name,
        "in_run": in_run,
        "problem": problem,
        "controls": {finding["control"]: finding["state"] for finding in given},
        "not_applicable": {},
        "findings": given,
    }


GIVEN = {
    **{"status": "drift", "problem": None, "controls": {}, "not_applicable": {}, "findings": []},
    **{"waivers": [], "left_out": [], "likely_causes": [], "ledger": None},
}


def report(*nodes, mode="audit", **farm):
    counts = {state: sum(f["state"] == state for n in nodes for f in n["findings"]) for state in map(str, State)}
    given = {"name": "intranet", "names": ["intranet", "www"], "verdict": "as it is", "nodes": list(nodes)}
    return {
        "run": "run-1",
        "mode": mode,
        "version": "1.2.3",
        "started": "2026-01-31T08:00:00+00:00",
        "seconds": 90,
        "nodes_read": len(nodes),
        "status": "drift",
        "farms": [{**GIVEN, "counts": counts, **given, **farm}],
        "not_looked_at": [{"what": "tickets", "do": "klist"}],
    }


def lines_of(*nodes, fixed=None, mode="audit", **farm):
    return [line.text for line in text(report(*nodes, mode=mode, **farm), fixed or {}, HOW)]


def under(lines, heading):
    """The lines of a part of the report, wrapped ones joined."""
    start = lines.index(f"{heading}:") + 1
    end = lines.index("", start) if "" in lines[start:] else len(lines)
    return lines[start:end]


def sentences(lines, heading):
    return " ".join(line.strip() for line in under(lines, heading))


def test_it_begins_with_the_run_and_a_verdict_for_each_farm():
    lines = lines_of(node("web1"), mode="fix")
    assert lines[:4] == [
        "",
        "Run run-1 (fix), started 2026-01-31 08:00:00 UTC, 90 s; nlb.kerberos 1.2.3; 1 of 1 node read",
        "",
        "Farm intranet (intranet, www): as it is",
    ]


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_has_its_words(mode):
    assert MODES[mode] in lines_of(node("web1"), mode=mode)[1]


def test_likely_causes_have_the_order_of_the_tickets_path_and_are_apart_from_latent_drift():
    lines = lines_of(node("web1", LATENT, ACL, KEY))
    assert [line for line in lines if line.startswith("  Step")] == [
        "  Step 5, IIS asks for the ticket, and decrypts it:",
        "  Step 7, the pool and the user may read the site's folder:",
    ]
    assert sentences(lines, report_text.LATENT) == SENTENCE
    assert lines.index(f"{report_text.LIKELY}:") < lines.index(f"{report_text.LATENT}:")


def test_every_step_and_every_part_has_its_words():
    assert set(report_text.STEPS) == set(Step) - {Step.LATENT}
    assert set(report_text.HEADINGS) == set(Part)


def test_a_part_without_findings_is_left_out():
    assert not {f"{heading}:" for heading in report_text.HEADINGS.values()} & set(lines_of(node("web1")))


def test_a_node_that_could_not_be_read_has_the_reason_once():
    unread = [Finding(c, "everything", State.UNKNOWN, reason="timed out") for c in ("DNS-1", "DNS-2")]
    lines = lines_of(node("web1", *unread, problem="timed out"), node("web2", *unread, problem="timed out"))
    assert under(lines, report_text.UNKNOWN) == ["  web1, web2: timed out"]


def test_why_several_findings_could_not_be_checked_stands_once_below_them():
    findings = [
        Finding("ACL-1", f"pool on {path}", State.UNKNOWN, reason=f"why {path}", cause="no groups are known")
        for path in ("C:\\one", "C:\\two")
    ]
    assert under(lines_of(node("web1", *findings)), report_text.UNKNOWN) == [
        r"  web1: ACL-1 pool on C:\one: could not check: why C:\one",
        r"  web1: ACL-1 pool on C:\two: could not check: why C:\two",
        "    no groups are known",
    ]


def test_what_was_not_looked_at_is_one_list_at_the_end_and_what_to_do_comes_after_it():
    lines = lines_of(node("web1"), left_out=[{"field": "site", "what": "IIS"}])
    assert under(lines, report_text.LEFT_OUT) == ["  - IIS: add site to kerberos_farm"]
    assert under(lines, report_text.NOT_LOOKED_AT) == ["  - tickets: klist"]
    assert lines.index(f"{report_text.NOT_LOOKED_AT}:") < lines.index(f"{report_text.NEXT}:")


def test_where_everything_is_as_described_it_says_that_this_proves_nothing_and_what_to_do():
    said = sentences(lines_of(node("web1")), report_text.NEXT)
    assert "no proof that tickets are accepted" in said
    assert said.endswith("klist get HTTP/intranet")
    assert "fix-kerberos.yml" not in said


def test_what_to_do_depends_on_what_was_found():
    unread = Finding("ACL-1", "x", State.UNKNOWN, reason="why")
    held = replace(ACL, control="ACL-3", remedy=Remedy.ON_REQUEST)
    said = sentences(lines_of(node("web1", LATENT, unread, held), node("web2", in_run=False)), report_text.NEXT)
    assert "without --limit" in said
    assert "ansible-playbook -i inventory/intranet -k playbooks/preflight.yml" in said
    assert "ansible-playbook -i inventory/intranet -k playbooks/fix_kerberos.yml --check --diff" in said
    assert "what a fix does not change: see docs/site_acl.md" in said


def test_a_waiver_that_does_nothing_any_more_or_soon_is_told_with_its_owner_and_ticket():
    waiver = {
        **{"control": "DNS-6", "subject": "*", "nodes": [], "reason": "tests itself", "owner": "J. Doe"},
        **{"ticket": "CHG-4711", "until": "2026-01-30", "state": "in force", "covers": 1},
    }
    waivers = [
        waiver,
        {**waiver, "covers": None},
        {**waiver, "state": "expired", "covers": 0},
        {**waiver, "state": "ends soon", "ticket": None},
        {**waiver, "subject": "hosts*", "nodes": ["web1"], "covers": 0},
    ]
    assert under(lines_of(node("web1"), waivers=waivers), report_text.WAIVERS) == [
        "  DNS-6, of J. Doe, CHG-4711 (tests itself): ended on 2026-01-30, and covers nothing any more",
        "  DNS-6, of J. Doe (tests itself): ends on 2026-01-30",
        "  DNS-6 for hosts* on web1, of J. Doe, CHG-4711 (tests itself): covers nothing that was found;",
        "    remove it, or correct its subject",
    ]


def farm_of_twenty(number, *findings):
    nodes = [node(f"f{number}web{n}", *(findings if n == 1 else ())) for n in range(1, 21)]
    for each in nodes:
        each["controls"] = {"DNS-1": "compliant", "DNS-2": "compliant", "ACL-2": "compliant", **each["controls"]}
    found = report(*nodes, name=f"farm{number:02}", names=[f"farm{number:02}.example.com"])["farms"][0]
    left = [{"field": "site", "what": "IIS"}]
    return {**found, "status": "drift" if findings else "compliant", "left_out": left}


def test_of_a_thousand_nodes_of_which_all_but_ten_are_as_described_the_text_is_short():
    farms = [farm_of_twenty(n, *((LATENT, ACL) if n % 5 == 0 else ())) for n in range(50)]
    full = {**report(node("web1")), "farms": farms}
    # As the playbook of an audit has it, whose tasks have registered no change.
    fixed = {one["node"]: fixing_of({}, False, True, "run-1", HOW) for farm in farms for one in farm["nodes"]}
    lines = [line.text for line in text(full, fixed, HOW)]
    assert len(lines) <= 200
    assert any(line.startswith("40 farms, 800 nodes: everything that was checked is as described: ") for line in lines)
    told = "\n".join(lines)
    assert all(f"farm{n:02}" in told for n in range(50))
    assert (told.count(report_text.NEXT), told.count(report_text.LEFT_OUT)) == (1, 1)


def test_a_farm_whose_description_is_wrong_is_one_sentence_beside_the_others():
    unread = [Finding("DNS-1", "everything", State.UNKNOWN, reason="no such field")]
    wrong = report(node("web8", *unread, problem="no such field"), name="extranet", names=[], problem="no such field")
    full = {**report(node("web1")), "farms": [*report(node("web1"))["farms"], *wrong["farms"]]}
    lines = [line.text for line in text(full, {}, HOW)]
    assert "Farm extranet: as it is" in lines
    assert "  web8: no such field" in lines
    assert "  - correct the description of extranet, then start the run again" in lines
    assert not any("preflight" in line for line in lines)


def test_what_was_fixed_is_reported_and_what_is_left_as_well():
    left = replace(LATENT, subject="SkipAsSource of 10.0.0.51")
    lines = lines_of(node("web1", left), fixed={"web1": Fixing(CHANGES)}, mode="fix")
    assert under(lines, report_text.FIXED) == ["  web1:", "    fixed: DNS-2 SkipAsSource of 10.0.0.50: off -> on"]
    assert sentences(lines, report_text.LATENT) == SENTENCE.replace("10.0.0.50", "10.0.0.51")


def test_drift_that_is_there_after_it_was_fixed_is_reported_again():
    lines = lines_of(node("web1", LATENT), fixed={"web1": Fixing(CHANGES)}, mode="fix")
    assert sentences(lines, report_text.LATENT) == SENTENCE


def test_in_check_mode_drift_that_would_be_fixed_is_reported_once_with_what_follows_from_it():
    other, follows = replace(LATENT, control="DNS-3"), replace(LATENT, control="DNS-1", remedy=Remedy.FOLLOWS)
    lines = lines_of(node("web1", LATENT, other, follows), fixed={"web1": Fixing(CHANGES, check=True)}, mode="check")
    impact = dns_registration.IMPACT
    assert sentences(lines, report_text.PLANNED) == (
        f"web1: 1. dns_registration; users notice: {impact} "
        "would be fixed: DNS-2 SkipAsSource of 10.0.0.50: off -> on "
        "2. verify the fix with another audit "
        "follows: DNS-1 SkipAsSource of 10.0.0.50, fixed together with what it follows from "
        "undo: playbooks/rollback.yml rolls all of it back"
    )
    assert sentences(lines, report_text.LATENT) == SENTENCE.replace("DNS-2", "DNS-3")
    assert "ansible-playbook -i inventory/intranet -k playbooks/fix_kerberos.yml" in sentences(lines, report_text.NEXT)


def test_the_plan_has_the_nodes_in_the_order_of_the_fix():
    fixed = {"web2": Fixing(CHANGES, check=True), "web1": Fixing(CHANGES, check=True)}
    plan = under(lines_of(node("web1", LATENT), node("web2", LATENT), fixed=fixed), report_text.PLANNED)
    assert [line.strip() for line in plan if line.strip() in ("web1:", "web2:")] == ["web2:", "web1:"]


def test_a_comparison_that_a_fix_may_settle_says_so():
    compared = Finding("ACL-5", "Users on /", State.DRIFT, "nothing", "read", reason="why")
    said = sentences(lines_of(node("web1", ACL, compared)), report_text.LIKELY)
    assert "ACL-5 Users on /: nothing, should be read; why (compared again after a fix)" in said
    alone = sentences(lines_of(node("web1", compared)), report_text.LIKELY)
    assert "why (report only)" in alone


def test_a_node_that_could_not_be_fixed_has_the_reason_and_what_is_left():
    lines = lines_of(node("web1", LATENT), fixed={"web1": Fixing(failure="a policy sets it")}, mode="fix")
    assert under(lines, report_text.FIXED) == ["  web1:", "    NOT FIXED: a policy sets it"]
    assert sentences(lines, report_text.LATENT) == SENTENCE


def test_a_node_that_was_left_drained_is_reported_with_a_line_to_resume_and_one_to_undo():
    left = Fixing(CHANGES, failure="the pool does not start", drained=True, run="run-1", invocation=HOW)
    lines = [line.strip() for line in under(lines_of(node("web1"), fixed={"web1": left}), report_text.FIXED)]
    assert lines[2:] == [
        "NOT FIXED: the pool does not start",
        "LEFT DRAINED: NLB sends it no new connections until it is started",
        "resume: ansible-playbook -i inventory/intranet -k playbooks/fix_kerberos.yml",
        "undo:   ansible-playbook -i inventory/intranet -k playbooks/rollback.yml -e kerberos_undoes=run-1",
    ]


def test_a_node_that_was_changed_and_then_lost_has_both():
    lost = node("web1", problem="the connection broke")
    lines = lines_of(lost, fixed={"web1": Fixing(CHANGES)}, mode="fix")
    assert "    fixed: DNS-2 SkipAsSource of 10.0.0.50: off -> on" in lines
    assert under(lines, report_text.UNKNOWN) == ["  web1: the connection broke"]


def test_what_was_rolled_back_is_reported_with_the_runs():
    undone = Fixing(undone=[CHANGE], undoes=["run-1"], failure="in use")
    lines = lines_of(node("web1"), fixed={"web1": undone}, mode="rollback")
    assert under(lines, report_text.UNDONE) == [
        "  web1:",
        "    rolled back: DNS-2 SkipAsSource of 10.0.0.50: off -> on",
        "    NOT ROLLED BACK: in use",
    ]


def test_a_name_from_a_node_forges_no_line_and_moves_no_cursor():
    forged = replace(KEY, subject="decrypting key of a\nFarm intranet: fine\x1b[2J\u202e")
    lines = lines_of(node("web1", forged))
    assert not any(line.startswith("Farm intranet: fine") for line in lines)
    assert not {"\x1b", "\u202e"} & set("".join(lines))


def test_every_farm_has_its_part():
    given = report(node("web1"))
    given["farms"].append({**given["farms"][0], "name": "b"})
    farms = [line.text for line in text(given, {}) if line.text.startswith("Farm")]
    assert farms == ["Farm intranet (intranet, www): as it is", "Farm b (intranet, www): as it is"]


@pytest.mark.parametrize(
    ("findings", "tone"),
    [
        ([], Tone.FINE),
        ([LATENT], Tone.CHANGED),
        ([KEY], Tone.WRONG),
        ([replace(LATENT, state=State.UNKNOWN)], Tone.WRONG),
        ([replace(KEY, state=State.WAIVED)], Tone.FINE),
    ],
)
def test_the_verdict_has_the_tone_of_what_was_found(findings, tone):
    (verdict,) = [line for line in text(report(node("web1", *findings)), {}) if line.text.startswith("Farm")]
    assert verdict.tone is tone


def test_a_farm_with_a_node_that_was_not_in_the_run_does_not_look_fine():
    given = text(report(node("web1"), node("web2", in_run=False)), {})
    assert [line.tone for line in given if line.text.startswith("Farm")] == [Tone.CHANGED]


@pytest.mark.parametrize("state", State)
def test_no_line_ends_with_blanks_or_is_wider_than_a_screen(state):
    long = Finding("ACL-2", "a subject " * 15, state, "found " * 30, "wanted " * 30, reason="because " * 40).as_dict()
    found = [] if state in (State.COMPLIANT, State.NOT_APPLICABLE) else [long]
    given = {**node("web1"), "findings": found, "not_applicable": {"ACL-1": "reason " * 40}}
    change = {"control": "ACL-2", "subject": "long " * 40, "before": "x", "after": "y"}
    for check in (False, True):
        fixing = Fixing({"site_acl": [change]}, failure=None if check else "why " * 60, check=check, drained=not check)
        lines = lines_of(given, node("a-longer-name"), fixed={"web1": fixing}, names=["name.example.com"] * 12)
        assert not [line for line in lines if line != line.rstrip()]
        assert max(map(len, lines)) <= WIDTH


def test_the_sample_with_every_state_is_told_with_each_farm_and_hostile_words_as_they_are_shown():
    sample = Path(__file__).parents[3] / "reports" / "sample" / "every-state.json"
    full = json.loads(sample.read_text(encoding="utf-8"))
    lines = [line.text for line in text(full, {}, HOW)]
    told = "\n".join(lines)
    assert all(farm["name"] in told for farm in full["farms"])
    assert "the farm as a whole" in told
    assert all(line.isprintable() for line in lines)
