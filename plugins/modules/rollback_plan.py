#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: rollback_plan
short_description: Show what a rollback is about to do
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Takes what M(nlb.kerberos.journal) has registered as C(kerberos_journal) on the hosts of the play, and what
    M(nlb.kerberos.rollback) in check mode has registered as C(kerberos_planned) and C(kerberos_planned_of_farm), and
    prints for each node, and for the directory and DNS, which settings are restored and which are not.
  - Sends no request to a node. Use it with C(run_once), as C(playbooks/rollback.yml) does.
options:
  runs:
    description: The runs to roll back, from M(nlb.kerberos.chosen_runs).
    type: list
    elements: str
    required: true
  drainers:
    description: The runs whose drained nodes may be started, from M(nlb.kerberos.chosen_runs).
    type: list
    elements: str
    required: true
attributes:
  check_mode:
    description: Never changes anything.
    support: full
"""

EXAMPLES = r"""
- name: Show what is rolled back
  nlb.kerberos.rollback_plan:
    runs: "{{ kerberos_chosen.runs }}"
    drainers: "{{ kerberos_chosen.drainers }}"
  run_once: true
  register: kerberos_plan
"""

RETURN = r"""
nodes:
  description: The nodes on which something is to be done, in the order in which they are taken.
  returned: success
  type: list
  elements: str
first:
  description: Of these, the nodes that were changed after the directory. They come before it.
  returned: success
  type: list
  elements: str
names:
  description: The node whose journal has what was changed in the directory and DNS; none where nothing was.
  returned: success
  type: list
  elements: str
rest:
  description: The other nodes, which come after the directory.
  returned: success
  type: list
  elements: str
started:
  description: The nodes that one of these runs has left drained.
  returned: success
  type: list
  elements: str
refused:
  description: The nodes that could not be read, on which nothing is done.
  returned: success
  type: list
  elements: str
"""
