# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether a run has nodes: Ansible skips a play whose pattern matches no host, and ends with the exit code 0."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from fnmatch import fnmatch
from pathlib import Path

MEMBERS = {"kerberos_hosts": "the farm's nodes", "kerberos_client_group": "the clients"}  # of the group it names
SUBSCRIPT = re.compile(r"(?<=.)\[[^]]*\]$")  # intranet[0:2]


def objection(
    pattern: str,
    parts: Sequence[str],
    matched: Collection[str],
    groups: Mapping[str, Collection[str]],
    sources: Sequence[str],
    limited: Collection[str] | None,
    option: str = "kerberos_hosts",
) -> str:
    """What is wrong; empty where the run has hosts.

    option: the variable that the pattern is of, one of MEMBERS. parts: those of the pattern. matched: the hosts that it
    matches without --limit. groups: of the inventory, with their hosts. sources: the inventory's paths. limited: the
    hosts that --limit leaves; None without one.
    """
    inventory = ", ".join(sources) or "none"
    hosts = set(groups.get("all", ()))
    own = sorted(name for name in groups if name not in ("all", "ungrouped"))
    if not hosts:
        return f"the inventory ({inventory}) has no hosts: give the path of one that has them with -i"
    for part in parts:
        if not _is_known(part.lstrip("&!"), {*hosts, *groups}):
            return (
                f"{option}: found {part.lstrip('&!')!r}, which is no group or host of the inventory "
                f"({inventory}); {_instead(part, own)}. Set -e {option}=<group>, or another inventory with -i"
            )
    if not matched:
        return (
            f"{option}: {pattern!r} has no hosts in the inventory ({inventory}); "
            f"{_instead(pattern, [name for name in own if groups[name]])}. Add {MEMBERS[option]} to it, or set "
            f"-e {option}=<group>"
        )
    if limited is not None and not set(limited) & set(matched):
        return (
            f"--limit leaves no host of {option} ({pattern}): found {', '.join(sorted(limited)) or 'none'}, "
            f"expected some of {', '.join(sorted(matched))}"
        )
    return ""


def unused_limit(limited: Collection[str] | None) -> str:
    """What is wrong with --limit where no node is asked; empty without one."""
    wrong = "--limit: this playbook asks no node, and reports on all farms of the folder; omit it"
    return "" if limited is None else wrong


def limits(parts: Sequence[str]) -> bool:
    """Whether --limit names anything: Ansible takes one that does not, such as an empty file, for all hosts.

    parts: those of the option; one with @ is the path of a file.
    """
    return any(_in_file(Path(part[1:])) if part.startswith("@") else part.strip() for part in parts)


def _in_file(path: Path) -> bool:
    try:
        return bool(path.read_bytes().strip())
    except OSError:  # such as a pipe, which Ansible has read
        return True


def _is_known(part: str, names: Collection[str]) -> bool:
    plain = SUBSCRIPT.sub("", part)
    return part.startswith("~") or any(fnmatch(name, plain) for name in names)


def _instead(part: str, groups: Sequence[str]) -> str:
    close = get_close_matches(part, groups, 1)
    if close:
        return f"the nearest group is {close[0]}"
    return f"its groups are {', '.join(groups)}" if groups else "it has no groups"
