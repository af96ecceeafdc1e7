#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: reports
short_description: Report on all farms of a fleet from their histories
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Reads the folder into which audits write the farms' histories, prints one report on all farms, and writes it in the
    formats that are asked for. Each farm is shown as its last audit of all nodes has found it.
  - Nothing is known of a farm whose last audit is too old, or whose files are damaged. It is C(could not check).
  - Sends no request to a node. Use it on C(localhost), as C(playbooks/report.yml) does.
options:
  history:
    description: The folder of the histories, on the controller.
    type: path
    required: true
  overdue_days:
    description: A farm that was last audited before this many days is C(could not check), 1 to 10000.
    type: int
    default: 2
  concerns:
    description:
      - The concerns that audits may not leave out; all of them where it is not given.
      - Of a farm whose audits leave one of these out, it is C(could not check) once its last audit is too old.
    type: list
    elements: str
  path:
    description: Where the report is written as JSON, on the controller.
    type: path
  reports:
    description: Where the report is written in other formats, as M(nlb.kerberos.compliance) takes it.
    type: dict
  status_path:
    description:
      - The file on the controller that gets the run and its status as JSON, for a program that waits for the run.
      - Written last, and only where everything else could be written.
    type: path
  fails_on:
    description: The states that RV(failure) tells of.
    type: list
    elements: str
    choices: [drift, waived, 'waived, could not check', pending, not applicable, could not check]
    default: [could not check]
attributes:
  check_mode:
    description: Asks no node and changes none; it writes the reports.
    support: full
"""

EXAMPLES = r"""
- name: Report on the fleet
  nlb.kerberos.reports:
    history: /var/lib/kerberos-history
    path: kerberos-fleet.json
  register: kerberos_report
"""

RETURN = r"""
farms:
  description: The farms, as in the report.
  returned: always
  type: list
  elements: dict
status:
  description: The worst status of the farms.
  returned: always
  type: str
failure:
  description: Why a run is to fail, such as a report that could not be written; empty where it is not.
  returned: always
  type: str
ansible_stats:
  description: The statistics C(kerberos_status) and C(kerberos_summary) of the run, which are artifacts in AWX.
  returned: success
  type: dict
"""
