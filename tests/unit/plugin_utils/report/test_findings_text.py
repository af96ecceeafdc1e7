"""The findings as an administrator reads them."""

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.findings_text import HEADINGS, STEPS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.verdict import Part

from tests.unit.plugin_utils.report.told import ACL, KEY, LATENT, SENTENCE, lines_of, node, sentences, under


def test_likely_causes_have_the_order_of_the_tickets_path_and_are_apart_from_latent_drift():
    lines = lines_of(node("web1", LATENT, ACL, KEY))
    assert [line for line in lines if line.startswith("  Step")] == [
        "  Step 5, IIS asks for the ticket, and decrypts it:",
        "  Step 7, the pool and the user may read the site's folder:",
    ]
    assert sentences(lines, HEADINGS[Part.LATENT]) == SENTENCE
    assert lines.index(f"{HEADINGS[Part.LIKELY]}:") < lines.index(f"{HEADINGS[Part.LATENT]}:")


def test_every_step_and_every_part_has_its_words():
    assert set(STEPS) == set(Step) - {Step.LATENT}
    assert set(HEADINGS) == set(Part)


def test_a_part_without_findings_is_left_out():
    assert not {f"{heading}:" for heading in HEADINGS.values()} & set(lines_of(node("web1")))


def test_a_node_that_could_not_be_read_has_the_reason_once():
    unread = [Finding(c, "everything", State.UNKNOWN, reason="timed out") for c in ("DNS-1", "DNS-2")]
    lines = lines_of(node("web1", *unread, problem="timed out"), node("web2", *unread, problem="timed out"))
    assert under(lines, HEADINGS[Part.UNKNOWN]) == ["  web1, web2: timed out"]


def test_why_several_findings_could_not_be_checked_stands_once_below_them():
    findings = [
        Finding("ACL-1", f"pool on {path}", State.UNKNOWN, reason=f"why {path}", cause="no groups are known")
        for path in ("C:\\one", "C:\\two")
    ]
    assert under(lines_of(node("web1", *findings)), HEADINGS[Part.UNKNOWN]) == [
        r"  web1: ACL-1 pool on C:\one: could not check: why C:\one",
        r"  web1: ACL-1 pool on C:\two: could not check: why C:\two",
        "    no groups are known",
    ]


def test_a_comparison_that_a_fix_may_settle_says_so():
    compared = Finding("ACL-5", "Users on /", State.DRIFT, "nothing", "read", reason="why")
    said = sentences(lines_of(node("web1", ACL, compared)), HEADINGS[Part.LIKELY])
    assert "ACL-5 Users on /: nothing, should be read; why (compared again after a fix)" in said
    alone = sentences(lines_of(node("web1", compared)), HEADINGS[Part.LIKELY])
    assert "why (report only)" in alone


def test_since_when_a_node_could_not_be_read():
    unread = [
        {
            **Finding(c, "everything", State.UNKNOWN, reason="timed out").as_dict(),
            "since": f"2026-01-{day:02}T02:00:00Z",
        }
        for c, day in (("DNS-1", 4), ("DNS-2", 4))
    ]
    without = {**node("web1", problem="timed out"), "findings": unread}
    assert under(lines_of(without), HEADINGS[Part.UNKNOWN]) == ["  web1: timed out; since 2026-01-04"]
