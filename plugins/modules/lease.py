#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: lease
short_description: Release the lease of a node that this run has changed
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - A run that changes a node holds the node's lease, so that no other run changes it at the same time.
  - The lease expires 30 seconds after the run's last write. This module releases it at once.
options:
  run:
    description: The run, from M(nlb.kerberos.farm). The lease of another run is not changed.
    type: str
    required: true
extends_documentation_fragment:
  - nlb.kerberos.connection
  - nlb.kerberos.node
"""

EXAMPLES = r"""
- name: Release the lease
  nlb.kerberos.lease:
    own_addresses: [10.0.0.11]
    run: "{{ kerberos_start.run }}"
"""

RETURN = r"""
held:
  description: Whether the run held the node's lease.
  returned: success
  type: bool
"""
