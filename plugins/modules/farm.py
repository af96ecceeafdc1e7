#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: farm
short_description: Check the farms' descriptions and create the run's identifier
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Reads the variable C(kerberos_farm) of every host in the play, before a request is sent to any node.
  - A description that is not valid spoils its own farm only, of which no node is then asked. The task fails where
    O(single) is set, or where no farm is left. The message names the field.
  - Fails as well for a variable C(kerberos_*) of a host that no playbook knows, and for a value of one that no task
    would take.
  - Sends no request to a node. Use it with C(run_once).
options:
  single:
    description: Whether to fail where the play has more than one farm. A run fixes one farm.
    type: bool
    default: false
  writes:
    description:
      - The variables with the files and folders that this run writes to. Each is tried now, so that no change is made
        whose record could not be written. In check mode a warning is given for what only a real run writes.
    type: list
    elements: str
    choices:
      - kerberos_audit_path
      - kerberos_change_record
      - kerberos_reports
      - kerberos_status_path
      - kerberos_handoff
      - kerberos_history
      - kerberos_readings
      - kerberos_recordings
      - kerberos_evidence_path
      - kerberos_journal_copy
    default: []
attributes:
  check_mode:
    description: Never changes anything.
    support: full
"""

EXAMPLES = r"""
- name: Check the farm's description
  nlb.kerberos.farm:
    single: true
    writes: [kerberos_audit_path, kerberos_journal_copy]
  register: kerberos_start
  run_once: true
"""

RETURN = r"""
run:
  description: An identifier for this run that sorts by time.
  returned: success
  type: str
  sample: 20261123T071812Z-4f2a91
farms:
  description: The names of the farms in the play.
  returned: success
  type: list
  elements: str
  sample: [intranet]
first_nodes:
  description: The host of each farm that is its first node in the play.
  returned: success
  type: dict
  sample: {intranet: web1}
directory:
  description: The host of each farm that the directory is asked on, as C(first_nodes). Empty where C(kerberos_concerns)
    leaves out all concerns of a whole farm.
  returned: success
  type: dict
  sample: {intranet: web1}
not_described:
  description: The hosts of farms whose description is not valid. They are not asked.
  returned: success
  type: list
  elements: str
  sample: []
concerns:
  description: The concerns that this run is about, all where C(kerberos_concerns) is not set.
  returned: success
  type: list
  elements: str
  sample: [dns_registration, site_acl]
"""
