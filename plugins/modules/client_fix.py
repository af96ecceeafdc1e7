#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: client_fix
short_description: Fix on one client what is requested, where no policy decides
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Writes values of the registry that are a user's or the computer's own, for the users whose settings are loaded
    (ZONE-1, an entry of the name in the zone Local intranet; ZONE-2, C(1A00) of the zone and C(EnableNegotiate)).
  - What a policy decides is never written. It stays handed off, and the reason is said.
  - Reads first, writes an entry into the client's journal, writes the values, and reads again to verify it.
  - A computer with another name than that of the description is not asked.
options:
  controls:
    description: The controls that are to be fixed.
    type: list
    elements: str
    choices: [ZONE-1, ZONE-2]
    required: true
  farm_descriptions:
    description: The descriptions of farms, as in C(inventory/example). The default is those of the inventory.
    type: list
    elements: dict
  run:
    description:
      - Identifier of the playbook run, for the client's journal, from M(nlb.kerberos.client_start).
      - Generated where it is not given.
    type: str
  journal_copy:
    description: A folder on the controller where a copy of each journal entry is written before the client is changed.
    type: path
attributes:
  check_mode:
    description: Can run in check mode and return what it would change, without changing anything.
    support: full
  diff_mode:
    description: Shows each value before and after.
    support: full
extends_documentation_fragment:
  - nlb.kerberos.client
  - nlb.kerberos.connection
"""

EXAMPLES = r"""
- name: Add the farm's names to the zone Local intranet
  nlb.kerberos.client_fix:
    controls: [ZONE-1]
"""

RETURN = r"""
changes:
  description: What was changed, or would be in check mode.
  returned: success
  type: list
  elements: dict
findings:
  description: Every finding that is neither compliant nor "not applicable", after the fix.
  returned: success
  type: list
  elements: dict
run:
  description: The run, to roll it back with M(nlb.kerberos.client_rollback).
  returned: success
  type: str
  sample: 20261123T071812Z-4f2a91
"""
