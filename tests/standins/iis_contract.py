"""The recorded contract of IIS' configuration API as cases to run: files that are given, and PowerShell.

A script may have what is expected with it, where the contract has it in prose.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tests.payloads import cases
from tests.payloads.static.command_catalogue import RECORDED

CONFIG = "Windows/System32/inetsrv/config"
NO_REDIRECTION = "<configurationRedirection />"
_REDIRECTION = (
    "<configuration><configSections><section name='configurationRedirection' /></configSections>{}</configuration>"
)


def recorded() -> list[dict[str, Any]]:
    """The contract, each case with its ``script`` and what is ``expected``."""
    scripts = cases.read("standins/iis_contract")
    contract = json.loads((RECORDED / "iis-configuration-contract.json").read_text(encoding="utf-8"))
    return [_scripted(case, scripts[case["id"]]) for case in contract]


def further() -> list[dict[str, Any]]:
    """What is known beside it, in the same form; ``{0}`` in what is given is a fragment found on a server."""
    found = ElementTree.parse(Path(__file__).with_name("applicationhost-fragments.xml")).getroot()
    fragments = [ElementTree.tostring(one, encoding="unicode") for one in found]
    further: list[dict[str, Any]] = cases.read("standins/iis_further")
    for case in further:
        for number, fragment in enumerate(fragments):
            case["given"] = case["given"].replace(f"{{{number}}}", fragment)
    return [_scripted(case, case["script"]) for case in further]


def _scripted(case: Mapping[str, Any], script: Any) -> dict[str, Any]:
    parts = script if isinstance(script, dict) else {"script": script}
    lines = parts["script"]
    text = lines if isinstance(lines, str) else "\n".join(lines)
    return {**case, "script": text, "expected": parts.get("expected", case.get("result"))}


def request(case: Mapping[str, Any]) -> dict[str, Any]:
    """The case as the runner takes it."""
    return {"id": case["id"], "files": _files(case["given"], "sectionLocking" in case), "script": case["script"]}


def _files(given: str | Mapping[str, str], unlocked: bool) -> dict[str, str]:
    """The runner puts the sections' declarations instead of configSections."""
    sections = '<configSections unlocked="windowsAuthentication" />' if unlocked else "<configSections />"
    host, web, redirection = "", None, NO_REDIRECTION
    if isinstance(given, dict):
        host, web = given["applicationHost.config"], given["web.config"]
    elif isinstance(given, str) and given.startswith("redirection.config: "):
        redirection = given.removeprefix("redirection.config: ")
    elif isinstance(given, str) and not given.startswith("("):
        host = given
    files = {
        f"{CONFIG}/applicationHost.config": f"<configuration>{sections}{host}</configuration>",
        f"{CONFIG}/redirection.config": _REDIRECTION.format(redirection),
        "Windows/System32/inetsrv/nativerd.dll": "",
    }
    if web is not None:
        files["site/web.config"] = web
    return files


def agrees(found: Any, expected: Any) -> bool:
    """Whether the result is that of the contract, which may have only the kind of an error, or part of its text."""
    if not isinstance(expected, dict):
        return bool(found == expected)
    if "matches" in expected:
        return isinstance(found, str) and re.search(expected["matches"], found) is not None
    if "throws" not in expected:
        return bool(found == expected)
    if not isinstance(found, dict) or "throws" not in found:
        return False
    kinds = expected["throws"].split(" or ")
    right_kind = kinds == ["any exception"] or found["throws"] in kinds
    in_text = expected.get("message", "") in found.get("message", "")
    others = {name: value for name, value in expected.items() if name not in ("throws", "message")}
    return right_kind and in_text and all(found.get(name) == value for name, value in others.items())
