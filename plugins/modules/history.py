#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: history
short_description: List the runs that have changed a farm
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Prints, for each farm in the play, the runs that have changed it, the newest first - when, who, what, on which
    nodes, and how each one ended. It reads what M(nlb.kerberos.journal) has registered as C(kerberos_journal) on the
    hosts.
  - A run is C(done), C(interrupted), C(rolled back), or C(partly rolled back). Of a node whose journal was not read,
    that is not known; then the task fails after the list was printed.
  - Sends no request to a node. Use it with C(run_once), as C(playbooks/history.yml) does.
options:
  limit:
    description: How many runs are listed, 1 to 10000.
    type: int
    default: 20
attributes:
  check_mode:
    description: Never changes anything.
    support: full
"""

EXAMPLES = r"""
- name: Read the journal
  nlb.kerberos.journal:
    own_addresses: "{{ kerberos_farm.nodes[inventory_hostname].own_addresses }}"
  register: kerberos_journal
- name: List the runs
  nlb.kerberos.history:
  run_once: true
"""

RETURN = r"""
history:
  description:
    - The runs, the newest first, each with its C(farm), C(run), C(time), C(who), C(nodes), C(state), C(changes), and
      the runs that it C(undoes) where it is a rollback.
  returned: always
  type: list
  elements: dict
"""
