#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: chosen_runs
short_description: Choose the runs that a rollback rolls back
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Takes what M(nlb.kerberos.journal) has registered as C(kerberos_journal) on the hosts of the play, chooses the runs
    to roll back, and prints which they are, of which time, and by whom.
  - A run is rolled back when a rollback of it was proved on every node that it has changed. One that failed or was
    killed does not count.
  - A run that no journal knows is refused, with the list of those that can be rolled back.
  - Sends no request to a node. Use it with C(run_once), as C(playbooks/rollback.yml) does.
options:
  undoes:
    description:
      - The runs to roll back, in any order; V(all) for every one.
      - Without it, the newest run that was not rolled back. What lies in the future is not taken for the newest.
    type: list
    elements: str
attributes:
  check_mode:
    description: Never changes anything.
    support: full
"""

EXAMPLES = r"""
- name: Choose the newest run
  nlb.kerberos.chosen_runs:
  register: kerberos_chosen
  run_once: true
"""

RETURN = r"""
runs:
  description: The runs to roll back, the newest first. Empty where nothing is left to roll back.
  returned: success
  type: list
  elements: str
of_directory:
  description: The nodes whose journals have changes of the directory and DNS in these runs.
  returned: success
  type: list
  elements: str
drainers:
  description: The runs whose drained nodes the rollback may start - the chosen ones, and rollbacks of them that failed.
  returned: success
  type: list
  elements: str
said:
  description: What was said of other runs, such as that a run was rolled back already.
  returned: success
  type: list
  elements: str
"""
