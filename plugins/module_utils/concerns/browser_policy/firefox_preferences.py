# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What users of Firefox have set themselves: lines of a profile's prefs.js and user.js; the last one counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...model.firefox_preferences import SHORT_NAMES, TRUSTED, is_comment, preference

DEFAULTS = "channel-prefs.js"  # in defaults\pref of Firefox as it is installed; others are an administrator's


@dataclass(frozen=True)
class Profile:
    """trusted: the list of sites; None where the profile has none. short_names: the same of names without dots.

    problem: why neither is known.
    """

    name: str
    trusted: tuple[str, ...] | None = None
    short_names: bool | None = None
    problem: str = ""


@dataclass(frozen=True)
class FirefoxFiles:
    """policies_json: None where there is none. defaults: in Firefox' folder defaults\\pref. profiles: by SID."""

    policies_json: str | None
    defaults: Sequence[str]
    profiles: Mapping[str, Sequence[Profile]]

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any]) -> FirefoxFiles:
        profiles: dict[str, list[Profile]] = {}
        for one in answer["firefox_profiles"]:
            profiles.setdefault(one["sid"], []).append(_profile(one["profile"], one["lines"], one["problem"]))
        return cls(answer["firefox_policies"], answer["firefox_defaults"], profiles)

    @property
    def preset(self) -> str:
        """A file of an administrator that may set what users have not set, and lock it; empty where there is none."""
        return next((name for name in self.defaults if name.casefold() != DEFAULTS), "")


def _profile(name: str, lines: Sequence[str], problem: str) -> Profile:
    trusted, short_names = None, None
    for line in lines:
        if is_comment(line):
            continue
        match preference(line):
            case (name_of, str(value)) if name_of == TRUSTED:
                trusted = tuple(_sites(value))
            case (name_of, bool(value)) if name_of == SHORT_NAMES:
                short_names = value
            case _:
                problem = problem or f"a line of it is not as Firefox writes it: {line.strip()}"
    return Profile(name, trusted, short_names, problem)


def _sites(text: str) -> Iterator[str]:
    return (site for one in text.split(",") if (site := one.strip().casefold()))
