"""The first broken step of each farm in the page."""

import re
from datetime import UTC, datetime

from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.caches import caches
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.html import html
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.verdicts import (
    CLASSES,
    SENTENCES,
    verdicts,
    without_cause,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.shown_paths import WORST

from tests.reports.sample_report import every_state, histories


def farm(name="intranet"):
    return next(farm for farm in every_state()["farms"] if farm["name"] == name)


def with_cause(**changed):
    changed_farm = farm()
    changed_farm["path"]["causes"][0] |= changed
    return verdicts([changed_farm])[0]


def page(farms):
    return html({**every_state(), "farms": farms}, histories())[""]


def test_it_stands_before_all_other_parts_with_its_commands():
    whole = page(every_state()["farms"])
    part = whole[
        whole.index('<section aria-labelledby="verdict">') : whole.index('<section aria-labelledby="numbers">')
    ]
    assert "The first broken step: 3, the domain controller issues the ticket" in part
    assert "<code>setspn -D HTTP/intranet.example.com &#39;EXAMPLE\\WEB1$&#39;</code>\n" in part
    assert (
        part.index("SPN-1 HTTP/intranet") < part.index("web2: POOL-1 at step 6") < part.index("web1: ACL-1 at step 7")
    )
    assert re.findall(r"<b>([\d-]+)</b> <span class=\"state ([a-z]+)\">", part)[:3] == [
        ("1", "fine"),
        ("2", "none"),
        ("3", "bad"),
    ]


def test_what_may_be_harmless_is_not_called_broken_and_comes_last():
    sure, perhaps = farm(), farm()
    perhaps["path"]["causes"][0]["sure"] = "possible"
    assert [one.tone for one in verdicts([perhaps, sure])] == ["bad", "drift"]
    assert with_cause(sure="possible").heading.startswith("Perhaps the first broken step: 3")


def test_of_many_sentences_the_others_are_counted():
    found = with_cause(sentences=[f"sentence {number}" for number in range(SENTENCES + 2)])
    assert (len(found.sentences), found.more) == (SENTENCES, 2)


def test_a_farm_without_a_cause_is_named_and_not_called_well():
    assert without_cause(every_state()["farms"]) == ["shop"]
    assert "No cause was found in: shop. That is no proof that tickets are accepted there" in page([farm("shop")])


def test_a_report_of_an_older_version_has_no_such_part():
    old = farm()
    del old["path"]
    assert 'id="verdict"' not in page([old])
    assert 'href="#verdict"' not in page([old])


def test_of_a_farm_of_which_nothing_is_known_now_nothing_is_said():
    overdue = {**farm(), "problem": "not audited since 2026-11-20"}
    assert (verdicts([overdue]), without_cause([overdue, {**farm("shop"), "problem": "overdue"}])) == ([], [])


def test_every_state_of_a_step_has_a_class():
    assert set(CLASSES) == set(WORST)


def test_a_finding_that_follows_from_another_says_from_which():
    explained = farm()
    explained["nodes"][1]["findings"][3]["explained_by"] = "SPN-1"
    assert "<p>Follows from SPN-1.</p>" in page([explained])
    assert "Follows from" not in page([farm()])


def test_a_farm_that_tickets_have_proved_is_said_to_work_and_what_clients_keep_is_told():
    proved = farm("shop")
    proved["path"] |= {"works": True, "caches": caches(datetime(2026, 1, 31, 8, tzinfo=UTC))}
    shown = page([proved])
    assert "Kerberos works: every node and every virtual address has accepted a ticket" in shown
    assert "No cause was found in" not in shown
    assert "<p>shop: This run has changed what tickets depend on. Until 2026-01-31 18:00 UTC" in shown
    assert "<strong>Kerberos works</strong> is said of shop alone" in shown
    assert "Kerberos works:" not in page([farm("shop")])
