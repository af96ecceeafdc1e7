# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Options of the modules that ask the directory and DNS, and write there; documented in plugins/modules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..node.connection_option import NODE
from .options import RUN_OPTIONS

OF_FARM: dict[str, Any] = {
    "farm": {"type": "dict"},
    "user": {"type": "str"},
    "password": {"type": "str", "no_log": True},
    "writer_user": {"type": "str"},
    "writer_password": {"type": "str", "no_log": True},
    "own_addresses": {"type": "list", "elements": "str"},
    "node": NODE,
    # From the action plugin, because only module_utils are shipped with a module. no_log: long, and of no use in a log.
    "_payloads": {"type": "dict", "no_log": True},
}

DIRECTORY_OPTIONS: dict[str, Any] = {
    **OF_FARM,
    "concerns": {"type": "list", "elements": "str"},
    "tickets": {"type": "bool", "default": False},
    "probe_user": {"type": "str"},
    "probe_password": {"type": "str", "no_log": True},
    "bindings": {"type": "dict", "default": {}},
}

# Of a concern of the farm. What is written there restarts nothing, so that no node is drained for it.
FIX_OPTIONS: dict[str, Any] = {**OF_FARM, **{name: RUN_OPTIONS[name] for name in ("run", "journal_copy")}}
HELD_BACK: dict[str, Any] = {"held_back": {"type": "dict", "default": {}}}


def fix_options(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """arguments: those that the concern takes. Only some have names that may have to wait."""
    return {**FIX_OPTIONS, **{name: spec for name, spec in HELD_BACK.items() if name in arguments}}
