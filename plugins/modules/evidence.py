#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: evidence
short_description: Look for failed tickets in the logs of a node
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Reads what a node has logged of failed tickets since the last fix. The System log has events 3 and 4 of Kerberos for
    the names of the farm (EVENT-1). The log of the site and that of http.sys have requests that were refused (LOG-1).
  - Logs are read from their end, and only as much as bounds allow.
  - This module only reads, and changes nothing. No query, header or cookie of a request is read.
options:
  names:
    description: The names that clients use.
    type: list
    elements: str
    required: true
  site:
    description: The site in IIS whose log is read. Without it, only events are.
    type: str
  hours:
    description: How many hours logs are read back, from 1 to 720.
    type: int
    default: 24
  spn_holder:
    description:
      - The account that the service principal names of the farm are registered on, such as C(EXAMPLE\\svc-intranet).
      - Without it, an event 4 is reported without who should have decrypted the ticket.
    type: str
  spn_holder_sid:
    description: The security identifier of O(spn_holder), where it is known.
    type: str
  spn_holder_problem:
    description: Why it is not known which account that is, to be shown.
    type: str
extends_documentation_fragment:
  - nlb.kerberos.connection
  - nlb.kerberos.node
  - nlb.kerberos.run
  - nlb.kerberos.concern
  - nlb.kerberos.own_connection
"""

EXAMPLES = r"""
- name: Look for failed tickets in the logs of a node
  nlb.kerberos.evidence:
    own_addresses: [10.0.0.11]
    names: [intranet.example.com, intranet]
    site: Intranet
    spn_holder: EXAMPLE\svc-intranet
  register: logged
"""

RETURN = r"""
findings:
  description: Every finding that is neither compliant nor "not applicable".
  returned: success
  type: list
  elements: dict
  sample:
    - control: LOG-1
      subject: "401.3"
      state: drift
      found: 12 in 3 minutes, the last at 2026-01-31 07:58 UTC; since 2026-01-30 08:00 UTC
      wanted: none
      remedy: report
      reason: "the user was recognized, and may not read what was asked for: look at ACL-2, ACL-3, ACL-4"
counts:
  description: How many findings of each control are in which state.
  returned: success
  type: dict
  sample: {EVENT-1: {compliant: 2}, LOG-1: {drift: 1, compliant: 1}}
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
    from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.evidence import concern

    return concern


def main() -> None:
    run("evidence", _concern)


if __name__ == "__main__":
    main()
