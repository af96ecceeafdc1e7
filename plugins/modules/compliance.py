#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: compliance
short_description: Report on whole farms from the audits of their nodes
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Takes the results of M(nlb.kerberos.audit) that are registered as C(kerberos_audit) (and, after a fix, as
    C(kerberos_proof)) for every node, compares the nodes with each other, and shows the likely causes in the order of
    a ticket's path, what was not looked at, what to do next, and a table of what is not as described.
  - Every node of a farm's description is reported. One that was not read is unknown, never compliant; one that is in
    the inventory and not in the play, as with C(--limit), is reported as not in this run.
  - Sends no request to a node. Use it with C(run_once).
options:
  run:
    description: The run, from M(nlb.kerberos.farm).
    type: str
    required: true
  mode:
    description: What the run was for, which the report has in its first line.
    type: str
    choices: [audit, fix, rollback]
    default: audit
  concerns:
    description: The concerns that were audited; all of them where it is not given.
    type: list
    elements: str
  path:
    description: The file on the controller where the report is written as JSON. See C(docs/report.md).
    type: path
  record:
    description:
      - The file on the controller where a table of the changes is written, node by node, before and after, for a
        ticket.
      - Nothing is written in check mode.
    type: path
  reports:
    description:
      - Further reports, each a format and the file or folder on the controller where it is written.
      - A folder must exist.
      - Written in check mode too.
    type: dict
  handoff:
    description:
      - The folder on the controller for three files a farm, the commands that others have to run, what takes them
        back, and the values of clients' policies. It must exist. See C(docs/left-to-you.md).
      - Written in check mode too.
    type: path
  history:
    description:
      - The folder on the controller that keeps the history of each farm, from which the report has since when a finding
        is open. See C(docs/ledger.md).
      - Nothing is written there in check mode.
    type: path
  history_days:
    description: For how many days the lines of a history are kept.
    type: int
    default: 400
  status_path:
    description:
      - The file on the controller that gets the run and its status as JSON, for a program that waits for the run.
      - Written last, and only where everything else could be written, the history too.
    type: path
  fails_on:
    description: The states that RV(failure) tells of, so that the next task can fail and a scheduled run reports them.
    type: list
    elements: str
    choices: [drift, waived, "waived, could not check", pending, not applicable, could not check]
    default: [could not check]
  serving:
    description: Whether RV(failure) tells of a node that does not serve, as after a fix. Not in check mode.
    type: bool
    default: false
  clients:
    description: The inventory's group of clients, whose results are registered as C(kerberos_client_audit).
    type: str
    default: kerberos_clients
  domain_controllers:
    description: The inventory's group of domain controllers, whose results are registered as
      C(kerberos_domain_controller_audit).
    type: str
    default: kerberos_domain_controllers
  draw_path:
    description:
      - Whether the report ends with the path of a ticket drawn step by step, for each name, DNS server and node.
      - Of many farms, and of many different paths in one, the broken ones are drawn, and the others are counted.
    type: bool
    default: false
attributes:
  check_mode:
    description: Never changes a node. The report is written in check mode too.
    support: full
"""

EXAMPLES = r"""
- name: Report
  nlb.kerberos.compliance:
    run: "{{ kerberos_start.run }}"
    path: kerberos-audit.json
    fails_on: [drift, could not check]
  register: kerberos_report
  run_once: true

- name: Fail where the run found what fails it
  ansible.builtin.fail:
    msg: "{{ kerberos_report.failure }}"
  when: kerberos_report.failure | length > 0
  run_once: true
"""

RETURN = r"""
farms:
  description: The report on each farm, as in the file.
  returned: success
  type: list
  elements: dict
status:
  description: The worst that was found, of all farms (not fixed, could not check, drift, compliant).
  returned: success
  type: str
failure:
  description:
    - Why the run is to fail, such as what was found, or a file or a history that could not be written; empty where it
      is not.
    - The task itself fails only where it could not report.
  returned: success
  type: str
ansible_stats:
  description: The statistics C(kerberos_status) and C(kerberos_summary) of the run, which are artifacts in AWX.
  returned: success
  type: dict
"""
