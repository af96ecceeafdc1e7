"""The summary is short, says what is worst first, and carries out nothing that a node has said."""

import re
from datetime import UTC, datetime

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.caches import caches
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.summary import summary
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.summary_text import LONGEST, code, section

from tests.reports.sample_report import every_state, histories


def text(report=None):
    return summary(report or every_state(), histories())[""]


def part(title):
    return text().partition(f"## {title}\n\n")[2].partition("\n\n")[0].splitlines()


def outside_of_code(line):
    return re.sub(r"`[^`]*`", "", line)


def test_it_begins_with_the_status_and_the_counts():
    lines = text().splitlines()
    assert lines[0] == "# Kerberos audit: could not check"
    assert lines[2].startswith("- checks: 52 compliant; 7 drift; 1 waived; 1 waived, could not check; 1 pending")
    assert "7 nodes were read, 2 could not be read, 1 was not in this run" in text()


def first_step(**changed):
    report = every_state()
    report["farms"][0]["path"]["causes"][0] |= changed
    return text(report).partition("## First broken step of a ticket's path\n\n")[2].partition("\n\n")[0]


def test_the_first_broken_step_stands_before_the_farms():
    assert text().index("## First broken step of a ticket's path") < text().index("## Farms")
    commands = ["setspn -D HTTP/x EXAMPLE\\WEB1$", "setspn -S HTTP/x EXAMPLE\\svc"]
    line = first_step(commands=commands)
    assert line.startswith(
        "- `intranet`: step 3, the domain controller issues the ticket, proved; `SPN-1 HTTP/intranet"
    )
    assert line.endswith(
        "; explains `AUTH-3`; run, in PowerShell and in this order: `setspn -D HTTP/x EXAMPLE\\WEB1$`, then "
        "`setspn -S HTTP/x EXAMPLE\\svc`"
    )


def test_a_command_that_markdown_would_change_is_not_shown():
    assert first_step(commands=["echo `x`", "y"]).endswith("in this order: the 2 commands that the report has")


def test_what_may_be_harmless_is_not_called_broken():
    assert "`intranet`: perhaps step 3," in first_step(sure="possible")


def test_farms_are_listed_worst_first():
    assert [re.search(r"`(\w+)`", line)[1] for line in part("Farms")] == ["intranet", "wiki", "shop", "reports"]


def test_what_could_not_be_checked_is_told_once_for_each_reason():
    unknown = part("Could not check")
    assert len(unknown) == 3
    assert unknown[0] == "- `not reachable: connection refused <b>by</b> 10.0.0.13`: 9 checks on `intranet/web3`"
    assert any("no such field; did you mean names?`: 9 checks on `wiki/wiki1`" in line for line in unknown)


def test_new_drift_comes_first_and_that_of_several_nodes_is_one_line():
    found = part("Drift, new first")
    assert ["**new**" in line for line in found] == [True, True, False, False, False, False]
    assert found[2].startswith("- `web1, web2 of intranet`: `DNS-1 registration of adapter NLB: on, should be off;")
    assert found[2].endswith("since `2026-11-20`")


def test_waivers_that_end_are_listed_by_their_last_day():
    ending = part("Waivers that have ended, or end within 30 days")
    assert ending == [
        "- ended after `2026-10-31`: `POOL-1 *` on `web2 of intranet`, owner `J. Doe`",
        "- ends after `2026-12-10`: `DNS-3 *` on `intranet`, owner `J. Doe`, ticket `CHG-1`",
    ]


def test_nothing_of_a_node_is_outside_of_code():
    for line in text().splitlines():
        assert line.count("`") % 2 == 0
        assert not re.search(r"[<>@|\[\]\\]|://", outside_of_code(line)), line
        assert re.match(r"$|# |## |- ", line), line


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a`b``c", "`a'b''c`"),
        ("@team", "`@team`"),
        ("one\n# two", "`one<U+000A># two`"),
        ("[a](javascript:b)", "`[a] (javascript:b)`"),
        ("", "`-`"),
        ("\u202eabc", "`<U+202E>abc`"),
    ],
)
def test_a_text_stays_within_its_code_span(given, shown):
    assert code(given) == shown


def test_a_long_text_is_cut_by_its_bytes():
    assert len(code("\u00e9" * 1000).encode()) <= LONGEST + 2


def test_what_a_part_has_no_room_for_is_counted():
    short = section("Title", [f"item {number:03}" for number in range(40)], 100)
    assert len(short.encode()) <= 100
    shown = short.count("- item")
    assert short.endswith(f"- and {40 - shown} more")


def test_long_texts_of_every_kind_keep_to_16_kb():
    report = every_state()
    long = "\u65e5" * 500
    report |= {"run": long, "concerns": [long] * 9, "not_looked_at": [{"what": long, "do": ""}] * 9}
    for farm in report["farms"]:
        farm |= {"name": long, "verdict": long, "waivers": [{**farm_waiver(), "owner": long}] * 50}
    report["farms"] *= 10
    assert 10_000 < len(text(report).encode()) <= 16 * 1024


def farm_waiver():
    return every_state()["farms"][0]["waivers"][3]


def test_a_plan_is_carried_out_by_the_same_run():
    assert "the same run without `--check`" in text({**every_state(), "mode": "check"})


def test_a_farm_that_is_as_described_has_no_empty_parts():
    report = every_state()
    report["farms"] = [farm for farm in report["farms"] if farm["name"] == "reports"]
    report |= {"status": "compliant", "not_looked_at": []}
    assert re.findall(r"^## (.*)", text(report), re.MULTILINE) == ["Farms", "Next"]
    assert "no proof that tickets are accepted" in text(report)


def test_a_proof_is_not_denied_and_what_clients_keep_is_told():
    report = every_state()
    report["farms"] = [farm for farm in report["farms"] if farm["name"] == "reports"]
    report["farms"][0]["path"] = {
        **{"causes": [], "paths": [], "not_checked": [], "latent": [], "works": True},
        "caches": caches(datetime(2026, 1, 31, 8, tzinfo=UTC)),
    }
    assert "no proof" not in text(report)
    assert "`reports`: This run has changed what tickets depend on. Until 2026-01-31 18:00 UTC" in text(report)
