"""What a fix or a rollback did, or would do, as an administrator reads it."""

from dataclasses import replace

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.spn import concern as spn
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import text as report_text
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.findings_text import HEADINGS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixes_text import FIXED, PLANNED, UNDONE
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import Fixing
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.verdict import Part
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import WHOLE

from tests.unit.plugin_utils.report.sample import HOW
from tests.unit.plugin_utils.report.told import CHANGE, CHANGES, LATENT, SENTENCE, lines_of, node, sentences, under


def test_what_was_fixed_is_reported_and_what_is_left_as_well():
    left = replace(LATENT, subject="SkipAsSource of 10.0.0.51")
    lines = lines_of(node("web1", left), fixed={"web1": Fixing(CHANGES)}, mode="fix")
    assert under(lines, FIXED) == ["  web1:", "    fixed: DNS-2 SkipAsSource of 10.0.0.50: off -> on"]
    assert sentences(lines, HEADINGS[Part.LATENT]) == SENTENCE.replace("10.0.0.50", "10.0.0.51")


def test_drift_that_is_there_after_it_was_fixed_is_reported_again():
    lines = lines_of(node("web1", LATENT), fixed={"web1": Fixing(CHANGES)}, mode="fix")
    assert sentences(lines, HEADINGS[Part.LATENT]) == SENTENCE


def test_in_check_mode_drift_that_would_be_fixed_is_reported_once_with_what_follows_from_it():
    other, follows = replace(LATENT, control="DNS-3"), replace(LATENT, control="DNS-1", remedy=Remedy.FOLLOWS)
    lines = lines_of(node("web1", LATENT, other, follows), fixed={"web1": Fixing(CHANGES, check=True)}, mode="check")
    impact = dns_registration.IMPACT
    assert sentences(lines, PLANNED) == (
        f"web1: 1. dns_registration; users notice: {impact} "
        "would be fixed: DNS-2 SkipAsSource of 10.0.0.50: off -> on "
        "2. verify the fix with another audit "
        "follows: DNS-1 SkipAsSource of 10.0.0.50, fixed together with what it follows from "
        "undo: playbooks/rollback.yml rolls all of it back"
    )
    assert sentences(lines, HEADINGS[Part.LATENT]) == SENTENCE.replace("DNS-2", "DNS-3")
    assert "ansible-playbook -i inventory/intranet -k playbooks/fix_kerberos.yml" in sentences(lines, report_text.NEXT)


def test_the_plan_has_the_nodes_in_the_order_of_the_fix():
    fixed = {"web2": Fixing(CHANGES, check=True), "web1": Fixing(CHANGES, check=True)}
    plan = under(lines_of(node("web1", LATENT), node("web2", LATENT), fixed=fixed), PLANNED)
    assert [line.strip() for line in plan if line.strip() in ("web1:", "web2:")] == ["web2:", "web1:"]


def test_a_node_that_could_not_be_fixed_has_the_reason_and_what_is_left():
    lines = lines_of(node("web1", LATENT), fixed={"web1": Fixing(failure="a policy sets it")}, mode="fix")
    assert under(lines, FIXED) == ["  web1:", "    NOT FIXED: a policy sets it"]
    assert sentences(lines, HEADINGS[Part.LATENT]) == SENTENCE


def test_a_node_that_was_left_drained_is_reported_with_a_line_to_resume_and_one_to_undo():
    left = Fixing(CHANGES, failure="the pool does not start", drained=True, run="run-1", invocation=HOW)
    lines = [line.strip() for line in under(lines_of(node("web1"), fixed={"web1": left}), FIXED)]
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
    assert under(lines, HEADINGS[Part.UNKNOWN]) == ["  web1: the connection broke"]


def test_what_was_rolled_back_is_reported_with_the_runs():
    undone = Fixing(undone=[CHANGE], undoes=["run-1"], failure="in use")
    lines = lines_of(node("web1"), fixed={"web1": undone}, mode="rollback")
    assert under(lines, UNDONE) == [
        "  web1:",
        "    rolled back: DNS-2 SkipAsSource of 10.0.0.50: off -> on",
        "    NOT ROLLED BACK: in use",
    ]


MOVED = {"control": "SPN-2", "subject": "HTTP/intranet", "before": "a", "after": "b", "irreversible": "gone"}
CONTROLS = {"SPN-2": "drift"}


def test_the_directory_is_planned_with_what_users_notice():
    fixed = {"web1": Fixing(CHANGES, check=True), WHOLE: Fixing({"spn": [MOVED]}, check=True, drains=False)}
    plan = sentences(lines_of(node("web1"), fixed=fixed, mode="check", controls=CONTROLS), PLANNED)
    assert f"{WHOLE}: 1. spn; users notice: {spn.IMPACT} would be fixed: SPN-2 HTTP/intranet: a -> b" in plan
    assert plan.endswith("undo: playbooks/rollback.yml rolls back all but SPN-2 HTTP/intranet (gone)")


def test_a_directory_that_could_not_be_fixed_has_the_lines_to_resume_and_to_undo():
    fixed = {WHOLE: Fixing({"spn": [MOVED]}, failure="not replicated", run="run-1", invocation=HOW)}
    lines = [line.strip() for line in under(lines_of(node("web1"), fixed=fixed, controls=CONTROLS), FIXED)]
    assert lines[0] == f"{WHOLE}:"
    assert lines[2] == "NOT FIXED: not replicated"
    assert [line.split(" ")[0] for line in lines[3:]] == ["resume:", "undo:"]


def test_the_order_of_a_key_switch_is_told_with_what_users_notice_and_which_names_stay():
    switch = {
        "moved": ["intranet"],
        "before": ["web2"],
        "after": ["web1"],
        "refused": {"www": "two hold it"},
        "notices": ["new tickets are refused"],
    }
    lines = lines_of(node("web1"), key_switch=switch)
    assert "Order of the key switch: web2, then the names (intranet), then web1. What users notice:" in lines
    assert "  - new tickets are refused" in lines
    assert under(lines, "Names that stay as they are") == ["  - www: two hold it"]
