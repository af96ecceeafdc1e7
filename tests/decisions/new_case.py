"""Writes a case, and shows what is found in it, to be confirmed.

Without --set and --argument it writes a healthy node, and the same command again takes what was edited in the file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State

from tests.decisions import case as cases
from tests.decisions import checks, draft
from tests.decisions.case import Case, CaseError
from tests.decisions.text import text

WRITTEN, NOT_WRITTEN, BAD_INPUT = 0, 1, 2
EDIT = """{path} has a healthy node so far. Edit it:
  why     what is to be learnt from the case: the reason, its source
  given   what is different, such as {{"read_iis": {{"pools[name=Intranet].state": "Stopped"}}}};
          the healthy node is {healthy}, and tests/changes.py has the ways to change it
Then run the same command again: it shows what is found."""


def main(given: Sequence[str] | None = None, ask: Callable[[str], str] | None = None) -> int:
    """ask: the question whether to write it; None: there is no one to ask."""
    options = _options().parse_args(given)
    try:
        path = draft.path_of(options.concern, options.sentence)
        data = _start(path, options)
        if not path.exists() and not data["given"] and not data.get("arguments"):
            return _write_draft(path, data)
        if not data["why"].strip():
            raise CaseError(
                "--why: found nothing, expected a sentence or two: what is to be learnt from the case, and its source; "
                f"give --why, or write it into {_shown(path)}"
            )
        data, case = draft.completed(options.concern, data)
        if other := draft.same_node(path, data):
            raise CaseError(f"--set: found the node of {_shown(other)}, expected one that no case has; change more")
    except CaseError as error:
        print(f"new_case: {error}", file=sys.stderr)
        return BAD_INPUT
    print(_report(path, case))
    if not options.yes and ask is None:
        print("not written: there is no terminal to confirm it on; --yes writes it", file=sys.stderr)
        return NOT_WRITTEN
    if not options.yes and ask is not None and ask("Is all of this right? [y/N] ").strip().lower() not in ("y", "yes"):
        print("not written")
        return NOT_WRITTEN
    path.write_text(text(data), encoding="utf-8")
    print(f"written: {_shown(path)}")
    return WRITTEN


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.new_case", description=__doc__)
    parser.add_argument("concern", help="such as site_acl")
    parser.add_argument("sentence", help="what the case shows, in a few words; its file's name")
    parser.add_argument("--set", action="append", default=[], metavar="CHANGE", help=f"such as {draft.EXAMPLE}")
    parser.add_argument("--argument", action="append", default=[], metavar="OPTION=VALUE", help="such as 'readers=[]'")
    parser.add_argument("--without-secrets", action="store_true", help="no secret is given, as in an audit")
    parser.add_argument("--why", help="what is to be learnt from the case: the reason, its source")
    parser.add_argument("--yes", action="store_true", help="write it without asking")
    return parser


def _start(path: Path, options: argparse.Namespace) -> dict[str, Any]:
    """What the file has already, and what the options add to it."""
    there = draft.read(path)
    given = {**there["given"]}
    for payload, changes in draft.changes(options.set).items():
        given[payload] = {**given.get(payload, {}), **changes}
    arguments = {**there.get("arguments", {}), **draft.arguments(options.argument)}
    start = {"why": there["why"] if options.why is None else options.why, "given": given}
    if arguments:
        start["arguments"] = arguments
    if options.without_secrets or "secrets" in there:
        start["secrets"] = [] if options.without_secrets else there["secrets"]
    return {**start, **{name: value for name, value in there.items() if name not in start}}


def _write_draft(path: Path, data: dict[str, Any]) -> int:
    path.write_text(text({**data, "findings": [], "compliant": {}, "writes": []}), encoding="utf-8")
    print(EDIT.format(path=_shown(path), healthy=_shown(path.with_name("_healthy.json"))))
    return WRITTEN


def _report(path: Path, case: Case) -> str:
    others = [finding for finding in case.reading.findings if finding.state is not State.COMPLIANT]
    compliant = [f"{control} {len(subjects)}" for control, subjects in case.expected["compliant"].items()]
    writes = [f"  {call['payload']} {json.dumps(call['arguments'])}" for call in case.expected["writes"]]
    parts = [
        f"{_shown(path)}\n{case.why}",
        "\n".join(["findings:", *map(_finding, others)] if others else ["findings: none"]),
        f"compliant: {', '.join(compliant) or 'none'}",
        "\n".join(["a fix writes:", *writes] if writes else ["a fix writes: nothing"]),
    ]
    return "\n\n".join([*parts, *_broken(case)]) + "\n"


def _finding(finding: Finding) -> str:
    head = f"  {finding.control} {finding.subject}: {finding.state.value}"
    if finding.state is State.DRIFT:
        found, wanted = json.dumps(finding.found), json.dumps(finding.wanted)
        head += f", found {found}, wanted {wanted}, remedy {finding.remedy.value}"
    return f"{head}\n    {finding.reason}" if finding.reason else head


def _broken(case: Case) -> list[str]:
    """Checks that fail whatever the case expects: the node is one that cannot be, or the concern has a bug."""
    failed = []
    for check in checks.ALL:
        try:
            check(case)
        except Exception as error:  # whatever it is, it is shown to whoever writes the case
            failed.append(f"does not hold: {check.__name__.replace('_', ' ')} ({type(error).__name__}: {error})")
    return failed


def _shown(path: Path) -> str:
    return str(path.relative_to(cases.FOLDER.parent.parent))
