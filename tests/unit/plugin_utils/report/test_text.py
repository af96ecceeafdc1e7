"""The report as an administrator reads it."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Remedy, State
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.caches import caches
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import text as report_text
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import MODES
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import Fixing, fixing_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.ledger_lines import LEDGERS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import WIDTH, Tone
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.text import text

from tests.unit.plugin_utils.report.sample import HOW
from tests.unit.plugin_utils.report.told import ACL, KEY, LATENT, lines_of, node, report, sentences, under

NO_PATH = {"causes": [], "paths": [], "not_checked": [], "latent": [], "works": False, "caches": None}


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
    assert "  no such field (nodes: web8)" in lines
    assert "  - correct the description of extranet, then start the run again" in lines
    assert not any("preflight" in line for line in lines)


def test_a_name_from_a_node_forges_no_line_and_moves_no_cursor():
    forged = replace(KEY, subject="decrypting key of a\nFarm intranet: fine\x1b[2J\u202e")
    lines = lines_of(node("web1", forged))
    assert not any(line.startswith("Farm intranet: fine") for line in lines)
    assert not {"\x1b", "\u202e"} & set("".join(lines))


def test_a_farm_of_which_not_even_the_nodes_are_known_has_its_reason_only():
    """As that of a fleet whose history is damaged."""
    lines = lines_of(problem="its history cannot be used", names=[])
    assert lines[3:5] == ["Farm intranet: as it is", "  its history cannot be used"]


def test_there_is_no_table_where_no_node_could_be_read():
    unread = Finding("DNS-1", "everything", State.UNKNOWN, reason="timed out")
    assert f"{report_text.CONTROLS}:" not in lines_of(node("web1", unread, problem="timed out"))


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


HEAD = "3f2a9c0d11aa22bb" + 48 * "0"


def test_where_a_history_is_kept_its_head_is_told_of_every_farm():
    known = report(node("web1", LATENT), ledger={"lines": 12, "head": HEAD})
    fine = {**known["farms"][0], "name": "extranet", "status": "compliant", "nodes": [node("web8")]}
    full = {**known, "farms": [known["farms"][0], {**fine, "ledger": {"lines": 1, "head": HEAD[::-1]}}]}
    lines = [line.text for line in text(full, {}, HOW)]
    assert under(lines, LEDGERS) == ["  intranet: 12 lines, 3f2a9c0d11aa22bb; extranet: 1 line, 0000000000000000"]
    assert lines.index(f"{LEDGERS}:") < lines.index(f"{report_text.NEXT}:")


@pytest.mark.parametrize("ledger", [None, {"lines": 0, "head": None}])
def test_without_a_line_in_a_history_there_is_no_head(ledger):
    assert f"{LEDGERS}:" not in lines_of(node("web1"), ledger=ledger)


def test_after_a_change_it_is_said_until_when_old_tickets_live_and_when_no_purge_is_needed():
    known = caches(datetime(2026, 1, 31, 8, tzinfo=UTC))
    said = " ".join(lines_of(node("web1"), mode="fix", path={**NO_PATH, "caches": known}))
    for words in ("Until 2026-01-31 18:00 UTC", "until 2026-01-31 08:15 UTC", "klist purge", "klist -li 0x3e7 purge"):
        assert words in re.sub(" +", " ", said)
    assert "klist -li" not in " ".join(lines_of(node("web1"), mode="fix", path={**NO_PATH, "caches": None}))


def test_where_tickets_were_accepted_the_proof_is_not_denied():
    said = sentences(lines_of(node("web1"), path={**NO_PATH, "works": True}), report_text.NEXT)
    assert "nothing that was found needs a fix" in said
    assert "no proof" not in said
