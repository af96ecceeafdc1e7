#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: preflight
short_description: Check whether a node can be audited and fixed
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Parses every payload on the node, looks up every command and parameter that the payloads use there, runs the reads
    of all concerns, and checks that their answers look as expected.
  - Reports that the node is ready, or what is missing and for which controls. Fails where the node is not ready.
  - Asks what only Windows knows, and reports what the answers decide. See C(docs/preflight.md).
  - Changes nothing.
options:
  farm:
    description: The farm's description, as in C(inventory/example). The host must be one of its nodes.
    type: dict
    required: true
  concerns:
    description: Only these concerns; all of them where it is not given.
    type: list
    elements: str
  recording:
    description:
      - A folder on the controller where a recording of the node's answers is written, readable by its owner alone.
      - The recording can be used as a case in the tests of the concern without a change.
    type: path
  masked:
    description:
      - Whether names, addresses and interface identifiers are replaced in the recording.
      - Then the file is named after the node's position in the inventory.
    type: bool
    default: true
  requests:
    description:
      - Whether the node sends its site a request without credentials, by each binding, and shows what it answers.
      - This makes IIS start a worker process.
    type: bool
    default: false
attributes:
  check_mode:
    description: Never changes anything on the node. A recording is written in check mode too.
    support: full
  diff_mode:
    description: There is no difference to show.
    support: none
extends_documentation_fragment:
  - nlb.kerberos.connection
"""

EXAMPLES = r"""
- name: Check whether the node is ready
  nlb.kerberos.preflight:
    farm: "{{ kerberos_farm }}"
"""

RETURN = r"""
computer:
  description: The computer that answered.
  returned: success
  type: str
  sample: WEB1.example.com
powershell:
  description: The version of its PowerShell.
  returned: success
  type: str
  sample: 5.1.17763.1
path:
  description: What the node knows of the path of a ticket, such as when a run last changed it.
  returned: success
  type: dict
"""
