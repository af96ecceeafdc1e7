#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: client_start
short_description: Check what a run that changes clients has requested, and create the run
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Fails with one sentence, before any client is asked, where nothing is requested that can be fixed on a client, where
    more than one client would be changed and nobody has said so, and where the description of a client is wrong.
  - The playbooks C(fix_clients.yml) and C(rollback_clients.yml) use it.
options:
  controls:
    description: The controls that are to be fixed, some of V(ZONE-1) and V(ZONE-2).
    type: list
    elements: str
  undoes:
    description: The runs that are to be rolled back.
    type: list
    elements: str
  every:
    description: Whether a run without C(--limit) may change more than one client.
    type: bool
    default: false
attributes:
  check_mode:
    description: Never changes anything.
    support: full
"""

EXAMPLES = r"""
- name: Check what is requested
  nlb.kerberos.client_start:
    controls: [ZONE-1]
  register: kerberos_client_start
  run_once: true
"""

RETURN = r"""
run:
  description: Identifier of the run, for the journals of the clients.
  returned: success
  type: str
  sample: 20261123T071812Z-4f2a91
"""
