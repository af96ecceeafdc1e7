#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: host_trust
short_description: Check the trust between a node and its domain, its clock, and the limits that tickets meet on it
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Whether the secure channel of the node holds (HOST-1), its clock differs from that of its domain controller by less
    than 5 minutes (HOST-2), it allows the encryption type of tickets (SPN-4), http.sys takes requests with a large
    ticket (HOST-4), and the loopback check is on (HOST-5).
  - This module only reads, and changes nothing.
  - Only an audit of all nodes shows whether the limits of http.sys are the same on each of them.
options:
  names:
    description: The names that clients use, for what the loopback check refuses on the node itself.
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
- name: Check that the node and its domain trust each other
  nlb.kerberos.host_trust:
    own_addresses: [10.0.0.11]
    names: [intranet.example.com, intranet]
  register: trusted
  failed_when: trusted.findings | length > 0
"""

RETURN = r"""
findings:
  description: Every finding that is neither compliant nor "not applicable".
  returned: success
  type: list
  elements: dict
  sample:
    - control: HOST-1
      subject: secure channel with example.com
      state: drift
      found: "broken: 5 ERROR_ACCESS_DENIED"
      wanted: holds
      remedy: hand off
      reason: this node and its domain no longer agree on the password of its computer account
      commands: [Test-ComputerSecureChannel -Repair -Credential (Get-Credential)]
counts:
  description: How many findings of each control are in which state.
  returned: success
  type: dict
  sample: {HOST-1: {compliant: 1}}
changes:
  description: Always empty.
  returned: success
  type: list
  elements: dict
run:
  description: The run of this task.
  returned: success
  type: str
  sample: 20261123T071812Z-4f2a91
"""

from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.module_entry import run


def _concern() -> Any:
    from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.host_trust import concern

    return concern


def main() -> None:
    run("host_trust", _concern)


if __name__ == "__main__":
    main()
