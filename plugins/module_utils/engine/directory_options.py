# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Options of the module that asks the directory; documented in plugins/modules/directory.py."""

from __future__ import annotations

from typing import Any

from ..node.connection_option import NODE

# Of which farm, and with which accounts.
WHOLE_FARM_OPTIONS: dict[str, Any] = {
    "farm": {"type": "dict"},
    "user": {"type": "str"},
    "password": {"type": "str", "no_log": True},
    "writer_user": {"type": "str"},
    "writer_password": {"type": "str", "no_log": True},
}

DIRECTORY_OPTIONS: dict[str, Any] = {
    **WHOLE_FARM_OPTIONS,
    "concerns": {"type": "list", "elements": "str"},
    "tickets": {"type": "bool", "default": False},
    "nodes": {"type": "list", "elements": "str"},
    "probe_user": {"type": "str"},
    "probe_password": {"type": "str", "no_log": True},
    "bindings": {"type": "dict", "default": {}},
    "own_addresses": {"type": "list", "elements": "str"},
    "node": NODE,
    # From the action plugin, because only module_utils are shipped with a module. no_log: long, and of no use in a log.
    "_payloads": {"type": "dict", "no_log": True},
}
