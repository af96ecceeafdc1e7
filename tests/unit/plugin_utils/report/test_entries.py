"""What several nodes have in common is told once."""

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Remedy, State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.entries import entries


def key(found="WEB1$", subject="decrypting key of Intranet/"):
    return Finding("AUTH-3", subject, State.DRIFT, found, "svc", None, Remedy.REPORT, "why").as_dict()


def unknown(control, subject="everything", reason="IIS has no site x", cause=""):
    return Finding(control, subject, State.UNKNOWN, reason=reason, cause=cause).as_dict()


def texts(findings):
    return [entry.text() for entry in entries(findings)]


def test_equal_findings_of_several_nodes_are_one_entry():
    assert texts({"web1": [key()], "web2": [key()]}) == [
        "web1, web2: AUTH-3 decrypting key of Intranet/: WEB1$, should be svc; why (report only)"
    ]


def test_what_was_found_is_told_node_by_node_where_only_that_differs():
    assert texts({"web1": [key()], "web2": [key("WEB2$")]}) == [
        "web1, web2: AUTH-3 decrypting key of Intranet/: WEB1$ (web1) and WEB2$ (web2), should be svc; why "
        "(report only)"
    ]


def test_subjects_of_the_same_finding_are_one_entry():
    below = "decrypting key of Intranet/reports"
    nodes = {"web1": [key(), key(subject=below)], "web2": [key("WEB2$"), key("WEB2$", below)]}
    (text,) = texts(nodes)
    assert text.startswith("web1, web2: AUTH-3 decrypting key of Intranet/, Intranet/reports: WEB1$ (web1) and")


def test_other_subjects_on_other_nodes_stay_apart():
    assert len(texts({"web1": [key()], "web2": [key(subject="decrypting key of Intranet/reports")]})) == 2


def test_many_nodes_and_subjects_are_counted():
    subjects = [f"decrypting key of Intranet/{number}" for number in range(40)]
    (text,) = texts({f"web{number}": [key(subject=subject) for subject in subjects] for number in range(1, 33)})
    assert text.startswith("web1, web2, web3, web4, web5 and 27 more: AUTH-3 decrypting key of Intranet/0, Intranet/1,")
    assert "Intranet/3 and 36 more: WEB1$" in text


def test_what_could_not_be_checked_for_one_reason_is_one_entry_whatever_the_control():
    nodes = {"web1": [unknown("ACL-1"), unknown("AUTH-1")], "web2": [unknown("ACL-1"), unknown("AUTH-1")]}
    assert texts(nodes) == ["web1, web2: ACL-1, AUTH-1: could not check: IIS has no site x"]


def test_the_payload_and_the_place_in_it_do_not_make_a_reason_another_one():
    at = "read_accounts: IIS has no site x (At line:8 char:26\n+ throw 'x (y)'\n+ ~~~~)"
    assert texts({"web1": [unknown("ACL-1", reason=at), unknown("AUTH-1")]}) == [
        "web1: ACL-1, AUTH-1: could not check: IIS has no site x"
    ]


def test_few_subjects_are_named_and_many_are_counted():
    alone = "no other node of the farm was read"
    few = [unknown("DNS-9", "DNS servers", alone), unknown("ACL-5", "x on /", alone)]
    assert texts({"web1": few}) == [f"web1: DNS-9 DNS servers, ACL-5 x on /: could not check: {alone}"]
    many = [*few, *(unknown("POOL-4", f"pool of application /{number}", alone) for number in range(9))]
    assert texts({"web1": many}) == [f"web1: DNS-9 (1), ACL-5 (1), POOL-4 (9): could not check: {alone}"]


def test_entries_have_the_order_of_the_controls():
    found = texts({"web1": [key()], "web2": [unknown("ACL-1"), unknown("AUTH-5")], "web3": [unknown("DNS-1")]})
    assert [text.split(": ")[1].split(" ")[0].strip(",") for text in found] == ["DNS-1", "ACL-1", "AUTH-3"]


def since(finding, day):
    return {**finding, "since": f"2026-01-{day:02}T02:00:00+00:00"}


def test_since_when_it_is_so_is_told_where_a_history_is_kept():
    assert texts({"web1": [since(key(), 4)], "web2": [since(key(), 4)]}) == [
        "web1, web2: AUTH-3 decrypting key of Intranet/: WEB1$, should be svc; why (report only); since 2026-01-04"
    ]
    assert texts({"web1": [since(unknown("ACL-1"), 4), since(unknown("AUTH-1"), 4)]}) == [
        "web1: ACL-1, AUTH-1: could not check: IIS has no site x; since 2026-01-04"
    ]


def test_another_time_does_not_make_it_another_finding():
    below = key(subject="decrypting key of Intranet/reports")
    (text,) = texts({"web1": [since(key(), 4), since(below, 5)], "web2": [since(key(), 6), since(below, 6)]})
    assert text.startswith("web1, web2: AUTH-3 decrypting key of Intranet/, Intranet/reports: ")
    assert text.endswith("; since 2026-01-04, some of it later")
    (text,) = texts({"web1": [since(unknown("ACL-1"), 4)], "web2": [since(unknown("ACL-1"), 5)]})
    assert text == "web1, web2: ACL-1: could not check: IIS has no site x; since 2026-01-04, some of it later"
