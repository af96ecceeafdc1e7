# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether the tags of a run choose something: Ansible takes any tag, and runs nothing for one that no task has."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

CHOOSE_ALL = ("all", "always", "tagged")


def objection(run: Collection[str], skip: Collection[str], concerns: Collection[str], others: Collection[str]) -> str:
    """What is wrong; empty where nothing is. concerns: those that a fix can fix. others: tags of other plays."""
    return next(_objections(run, skip, concerns, others), "")


def _objections(
    run: Collection[str], skip: Collection[str], concerns: Collection[str], others: Collection[str]
) -> Iterator[str]:
    for option, given, known in (
        ("--tags", run, {*concerns, *others, *CHOOSE_ALL}),
        ("--skip-tags", skip, {*concerns, *others}),
    ):
        for tag in given:
            if tag not in known:
                yield (
                    f"{option}: found {tag!r}, which {_why(tag)}; expected some of {', '.join(concerns)}"
                    f"{_close(tag, concerns)}. A tag of another playbook of yours belongs in kerberos_other_tags"
                )


def _why(tag: str) -> str:
    return "would leave out the checks and the report" if tag in CHOOSE_ALL else "is a tag of no task"


def _close(tag: str, concerns: Collection[str]) -> str:
    close = get_close_matches(tag, concerns, 1)
    return f" (did you mean {close[0]}?)" if close else ""
