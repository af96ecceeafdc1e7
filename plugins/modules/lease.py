#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: lease
short_description: Take the lease of a node before a drain, or release it
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - A run that changes a node holds the node's lease, so that no other run changes it at the same time.
  - Every write takes it. It expires by itself, 30 to 180 seconds after the run's last write. This module releases it
    at once, or takes it before the first write.
  - Before a drain a run takes it for 180 seconds, then asks the other nodes. So of two runs that want to drain two
    nodes at the same time, at least one sees that the other one has begun.
  - In check mode it does nothing, because nothing is written.
options:
  run:
    description: The run, from M(nlb.kerberos.farm). The lease of another run is not changed.
    type: str
    required: true
  state:
    description: Whether to take the lease, or to release it.
    type: str
    choices: [held, released]
    default: released
  finished:
    description:
      - With O(state=released), that the run has done on this node all that it was to do, and has proved it. It is noted
        in the node's journal, so that M(nlb.kerberos.history) and a rollback know that the run was not interrupted.
      - A run that does not hold the lease, because it has changed nothing, is not noted.
    type: bool
    default: false
extends_documentation_fragment:
  - nlb.kerberos.connection
  - nlb.kerberos.node
"""

EXAMPLES = r"""
- name: Release the lease
  nlb.kerberos.lease:
    own_addresses: [10.0.0.11]
    run: "{{ kerberos_start.run }}"
    finished: true
"""

RETURN = r"""
held:
  description: Whether the run held the node's lease, or has taken it.
  returned: success
  type: bool
"""
