# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The commands that resume a fix or roll it back, with the options of this run, to be copied into a shell.

They lead to the same nodes as this run: without its inventory they would lead to that of ansible.cfg. A secret is in
none of them.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_text import shown

FIX, ROLLBACK, PREFLIGHT = "fix_kerberos", "rollback", "preflight"
COLLECTION = re.compile(r"[A-Za-z_]\w*\.[A-Za-z_]\w*\.[A-Za-z_]\w*")
SECRET = re.compile(r"pass|secret|token|credential|private|vault", re.IGNORECASE)
# Whose names and values are known to us; any other variable may hold anything.
KNOWN = ("kerberos_", "ansible_")
# Of this run alone, or given anew.
NOT_AGAIN = (
    "kerberos_undoes",
    "kerberos_change_record",
    "kerberos_playbook",
    "kerberos_readings",
    "kerberos_status_path",
)
SURVEY = "survey.yml"


@dataclass(frozen=True)
class Invocation:
    """How this run was started. given: the options of ansible-playbook, as it has parsed them."""

    given: Mapping[str, Any]
    folder: Path

    def resume(self) -> str:
        return self._command(FIX, self._tags(), ())

    def plan(self) -> str:
        """What a fix would change, without a change."""
        return self._command(FIX, ("--check", "--diff", *self._tags()), ())

    def preflight(self) -> str:
        return self._command(PREFLIGHT, (), ())

    def undo(self, runs: Sequence[str]) -> str:
        """runs: the newest first; none: the newest that there is."""
        return self._command(ROLLBACK, (), [f"kerberos_undoes={','.join(runs)}"] if runs else ())

    def _command(self, playbook: str, tags: Sequence[str], variables: Sequence[str]) -> str:
        playbook, further = self._playbook(playbook)
        known, left_out = self._variables()
        words = [
            *("ansible-playbook", *self._options(), playbook, *tags),
            *(word for variable in (*known, *further, *variables) for word in ("-e", variable)),
        ]
        # A secret that was left out cannot be missed unnoticed: with a wrong password accounts are locked.
        note = f" # with {', '.join(left_out)} as in this run" if left_out else ""
        return shown(shlex.join(words) + note)

    def _options(self) -> Iterator[str]:
        for source in self.given.get("inventory") or ():
            yield from ("-i", self._path(source))
        if self.given.get("ask_pass"):
            yield "-k"
        for option, name in (
            ("-u", "remote_user"),
            ("--connection-password-file", "connection_password_file"),
            ("--limit", "subset"),
        ):
            if self.given.get(name):
                yield from (option, str(self.given[name]))
        if self.given.get("ask_vault_pass"):
            yield "--ask-vault-password"
        for identifier in self.given.get("vault_ids") or ():
            yield from ("--vault-id", str(identifier))
        for file in self.given.get("vault_password_files") or ():
            yield from ("--vault-password-file", self._path(file))

    def _path(self, given: str) -> str:
        """Ansible makes every path absolute; below this folder it is shown as it was typed."""
        if "," in given or not Path(given).is_absolute():
            return given
        path = Path(given)
        return str(path.relative_to(self.folder)) if path.is_relative_to(self.folder) else given

    def _playbook(self, name: str) -> tuple[str, list[str]]:
        """That beside the one of this run, and the variables that lead from it to this one."""
        typed = str(next(iter(self.given.get("args") or ()), ""))
        if COLLECTION.fullmatch(typed) and not (self.folder / typed).exists():
            return f"{typed.rpartition('.')[0]}.{name}", []
        beside = Path(typed).parent
        if Path(typed).name == SURVEY:
            return self._path(typed), [f"kerberos_playbook={name}.yml"]
        if name == FIX and Path(typed).name == "fix-kerberos.yml":
            return self._path(typed), []
        for path in (beside / f"{name}.yml", beside / "playbooks" / f"{name}.yml"):
            if (self.folder / path).is_file():
                return self._path(str(path)), []
        return f"nlb.kerberos.{name}", []

    def _tags(self) -> list[str]:
        return [
            word
            for option, name in (("--tags", "tags"), ("--skip-tags", "skip_tags"))
            if (given := [tag for tag in self.given.get(name) or () if tag != "all"])
            for word in (option, ",".join(given))
        ]

    def _variables(self) -> tuple[list[str], list[str]]:
        """Those of this run that are known to be no secrets, and the names of the others."""
        known, left_out = [], []
        for given in self.given.get("extra_vars") or ():
            if given.startswith("@"):
                known.append(f"@{self._path(given[1:])}")
                continue
            for name, value in _parsed(given).items():
                secret = SECRET.search(name) and isinstance(value, str | dict | list)
                if secret or not name.startswith(KNOWN):
                    left_out.append(name)
                elif name not in NOT_AGAIN:
                    plain = isinstance(value, str) and not re.search(r"[\s={}\[\]]", value)
                    known.append(f"{name}={value}" if plain else json.dumps({name: value}))
        return known, left_out


def _parsed(given: str) -> dict[str, Any]:
    if given.lstrip()[:1] in ("{", "["):
        try:
            found = yaml.safe_load(given)
        except yaml.YAMLError:
            return {}
        return {str(name): value for name, value in found.items()} if isinstance(found, dict) else {}
    try:
        words = shlex.split(given)
    except ValueError:
        return {}
    return dict(word.split("=", 1) for word in words if "=" in word)
