"""read_request_log in the engine: logs as servers have written them, and logs of gigabytes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.request_log import request_log as fact

from lab import healthy, intranet
from lab.facts import request_log
from lab.windows.worker import Engine
from tests.payloads.exchange import Answer, Call, ask

RECORDED = Path(__file__).with_name("recorded")
GIGABYTES = 2 * 1024**3
ARGUMENTS = {**fact.read("Intranet", 24).arguments}


def node(*lines: str) -> dict[str, Any]:
    """The log of the site has these lines."""
    state = healthy.node(1)
    state["request_log"]["files"][0]["lines"] = list(lines)
    return state


def read(engine: Engine, state: dict[str, Any], script: str = "", **arguments: Any) -> Answer:
    """script: among the stand-ins, before the payload."""
    call = Call(fact.PAYLOAD, {**ARGUMENTS, **arguments})
    before = [Call("provoke", script=f"& (Get-Module -Name NlbKerberosNode) {{ {script} }}; @{{}}")] if script else []
    answer = ask(engine, state, *before, call, addresses=intranet.own_addresses(1))
    return Answer(answer.node, answer.answers[-1:], answer.state)


def test_a_log_that_servers_have_written_is_read_by_its_fields(engine: Engine) -> None:
    lines = (RECORDED / "w3c-401.log").read_text(encoding="utf-8").splitlines()
    site = read(engine, node(*lines), hours=24 * 365 * 16).data["site"]
    assert (site["strange"], site["complete"], site["missing"]) == (0, True, [])
    found = [(one["minute"][:10], one["substatus"], one["win32"], one["count"]) for one in site["minutes"]]
    assert found == [
        ("2023-02-17", "1", "2148074248", 1),
        ("2023-04-19", "1", "2148074254", 1),
        ("2012-08-22", "1", "2148074254", 1),
        ("2011-05-12", "2", "5", 1),
        ("2011-05-12", "1", "1326", 1),
        ("2011-05-12", "2", "5", 1),
    ]
    assert [one["user"] for one in site["rows"]] == ["", "", "", "user1"]
    assert all(one["uri"].startswith("/") and "?" not in one["uri"] for one in site["rows"])


def test_of_gigabytes_only_the_end_is_read(engine: Engine) -> None:
    """The line that names the fields is at the beginning, which is read as well."""
    lines = [f"#Fields: {request_log.FIELDS}", request_log.line("2026-01-31 07:00:00", "401 1 5")]
    path = request_log.SITE_LOG[3:].replace("\\", "/")
    refused = request_log.line("2026-01-31 07:50:00", "401 3 5", r"EXAMPLE\müller")
    grow = (
        f"$f = [IO.File]::Open(\"$Root/{path}\", 'Open'); $f.SetLength({GIGABYTES}); $null = $f.Seek(0, 'End'); "
        f'$b = [Text.Encoding]::UTF8.GetBytes("`r`n{refused}`r`n"); $f.Write($b, 0, $b.Length); $f.Dispose()'
    )
    begun = time.monotonic()
    site = read(engine, node(*lines), grow).data["site"]
    assert time.monotonic() - begun < 10
    assert site["problem"] == ""
    (file,) = site["files"]
    assert file["length"] > GIGABYTES
    assert file["read"] == fact.BYTES
    assert [one["user"] for one in site["rows"]] == [r"EXAMPLE\müller"]
    assert site["complete"] is False
    assert site["from"] == "2026-01-31 07:50:00"


def test_a_line_that_is_cut_in_two_is_not_counted(engine: Engine) -> None:
    refused = [request_log.line(f"2026-01-31 07:{minute}:00", "401 3 5") for minute in range(10, 60)]
    site = read(engine, node(f"#Fields: {request_log.FIELDS}", *refused), bytes=1000).data["site"]
    assert site["strange"] == 0
    whole = len(f"{refused[0]}\r\n")
    assert sum(one["count"] for one in site["minutes"]) == 1000 // whole
    assert site["complete"] is False


def test_zeros_at_the_end_of_a_file_are_no_line(engine: Engine) -> None:
    state = node(f"#Fields: {request_log.FIELDS}", request_log.line("2026-01-31 07:50:00", "401 3 5"), "\0" * 5000)
    site = read(engine, state).data["site"]
    assert (site["strange"], len(site["rows"])) == (0, 1)


@pytest.mark.parametrize(
    ("attribute", "value", "field", "expected"),
    [
        ("enabled", "false", "enabled", False),
        ("logFormat", "NCSA", "format", 1),
        ("logTargetW3C", "ETW", "targets", 2),
        ("directory", r"%SystemDrive%\logs", "site", r"C:\logs\W3SVC2"),
    ],
)
def test_where_and_how_iis_logs_is_its_configuration(
    attribute: str, value: str, field: str, expected: Any, engine: Engine
) -> None:
    """Of the site, and of all sites where the site has nothing of its own."""
    for place in ("site", "siteDefaults"):
        found = read(engine, node(), _set(place, attribute, value)).data[field]
        assert (found["folder"] if isinstance(found, dict) else found) == expected


def _set(place: str, attribute: str, value: str) -> str:
    where = "//site[@name='Intranet']" if place == "site" else "//sites/siteDefaults"
    return (
        '$path = "$Root/$iisHost"; $xml = [xml] [IO.File]::ReadAllText($path); '
        f'$at = $xml.SelectSingleNode("{where}"); '
        "if (-not $at) { $at = $xml.SelectSingleNode('//sites').AppendChild($xml.CreateElement('siteDefaults')) }; "
        f"$log = $at.AppendChild($xml.CreateElement('logFile')); $log.SetAttribute('{attribute}', '{value}'); "
        "[IO.File]::WriteAllText($path, $xml.OuterXml)"
    )


def test_a_site_that_is_not_there_is_an_error(engine: Engine) -> None:
    assert read(engine, node(), site="Extranet").error["message"].startswith("IIS has no site Extranet; its sites: ")


def test_what_a_log_lacks_is_told_where_its_newest_file_was_only_just_begun(engine: Engine) -> None:
    begun = (
        f'Set-Content -LiteralPath "$Root/{request_log.SITE_LOG[3:-14].replace(chr(92), "/")}u_ex260201.log" -Value ""'
    )
    lines = ("#Fields: date time sc-status sc-substatus", "2026-01-31 07:10:00 401 1")
    site = read(engine, node(*lines), begun).data["site"]
    assert [one["name"] for one in site["files"]] == ["u_ex260201.log", "u_ex260131.log"]
    assert "sc-win32-status" in site["missing"]
