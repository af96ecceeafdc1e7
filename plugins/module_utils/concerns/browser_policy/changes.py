# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""From drift that a fix changes to values of the registry, each once, and to the call that writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...model.call import Call
from ...model.finding import Finding, Key
from .own_values import wanted
from .settings import INTERNET, User


def planned(drift: Sequence[Finding], present: Mapping[Key, Any], users: Sequence[User]) -> list[Finding]:
    """Two findings may need one value, such as the logon setting of the zone of both names."""
    names = {user.sid: user.name for user in users}
    first = {one.key: one for one in reversed(drift) if one.key}
    return [
        replace(first[key], subject=_subject(key, names), found=present[key], wanted=wanted(key))
        for key in dict.fromkeys(one.key for one in drift if one.key)
    ]


def _subject(key: Key, names: Mapping[str, str]) -> str:
    sid, path, name = key
    return rf"HKCU\{path}, {name} of {names[sid]}" if sid else rf"HKLM\{path}, {name}"


def writes(changes: Sequence[Finding], answers: Sequence[Mapping[str, Any]], secrets: Mapping[str, str]) -> list[Call]:
    """Raises ValueError for what is no value of a user or of the computer itself."""
    values = []
    for change in changes:
        if not change.key or not change.key[1].startswith(INTERNET):
            raise ValueError(f"no write can fix {change.control} {change.subject}")
        sid, key, name = change.key
        values.append({"sid": sid, "key": key, "name": name, "data": change.wanted})
    return [Call("write_browser_policy", {"values": values})]
