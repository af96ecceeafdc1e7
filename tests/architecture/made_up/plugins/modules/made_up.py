#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: made_up
short_description: Show the farm's first name as a node's banner
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - The banner of a node is the first of the farm's names (MADE-1).
options:
  names:
    description: The virtual names of the farm, as clients use them.
    type: list
    elements: str
    required: true
extends_documentation_fragment:
  - nlb.kerberos.connection
  - nlb.kerberos.node
  - nlb.kerberos.run
  - nlb.kerberos.concern
  - nlb.kerberos.own_connection
"""

EXAMPLES = r"""
- name: Show the farm's name
  nlb.kerberos.made_up:
    own_addresses: [10.0.0.11]
    names: [intranet.example.com]
"""

RETURN = r"""
changes:
  description: What was changed, or would be in check mode.
  returned: success
  type: list
  elements: dict
  sample: [{control: MADE-1, subject: banner, before: null, after: intranet.example.com}]
"""

from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.module_entry import run


def _concern() -> Any:
    from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.made_up import concern

    return concern


def main() -> None:
    run("made_up", _concern)


if __name__ == "__main__":
    main()
