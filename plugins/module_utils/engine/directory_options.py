# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Options of the module that asks the directory; documented in plugins/modules/directory.py."""

from __future__ import annotations

from typing import Any

from ..node.connection_option import NODE

DIRECTORY_OPTIONS: dict[str, Any] = {
    "farm": {"type": "dict"},
    "concerns": {"type": "list", "elements": "str"},
    "user": {"type": "str"},
    "password": {"type": "str", "no_log": True},
    "tickets": {"type": "bool", "default": False},
    "probe_user": {"type": "str"},
    "probe_password": {"type": "str", "no_log": True},
    "bindings": {"type": "dict", "default": {}},
    "own_addresses": {"type": "list", "elements": "str"},
    "node": NODE,
    # From the action plugin, because only module_utils are shipped with a module. no_log: long, and of no use in a log.
    "_payloads": {"type": "dict", "no_log": True},
}
