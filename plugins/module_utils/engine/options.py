# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Options that the modules of all concerns share, and ship; documented in plugins/doc_fragments."""

from __future__ import annotations

from ..model import waivers
from ..node.connection_option import NODE

# The node guard is part of every request: no request is sent without the addresses of the node that it is for.
NODE_OPTIONS = {"own_addresses": {"type": "list", "elements": "str", "required": True}}

RUN_OPTIONS = {
    "run": {"type": "str"},
    "journal_copy": {"type": "path"},
    "drain": {"type": "bool", "default": True},
}

CONCERN_OPTIONS = {
    **NODE_OPTIONS,
    **RUN_OPTIONS,
    "waivers": {"type": "list", "elements": "dict", "options": waivers.ARGUMENT_SPEC},
    "node": NODE,
    # From the action plugin, because only module_utils are shipped with a module. no_log: long, and of no use in a log.
    "_payloads": {"type": "dict", "no_log": True},
}
