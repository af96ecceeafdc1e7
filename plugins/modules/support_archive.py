#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: support_archive
short_description: Put recordings of nodes and clients into one file for support
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Makes a zip file on the controller of what M(nlb.kerberos.preflight) has recorded of nodes, and
    M(nlb.kerberos.client_preflight) of clients. It has the readings with events and excerpts of logs, the findings, and
    a timeline.
  - Its files have 50 MB at the most before they are compressed. What is left out is said.
  - Without O(recordings) it only makes a folder for them, readable by this user alone. With it that is removed.
  - Sends no request to a node. The playbook C(collect_evidence.yml) uses it, with C(run_once).
options:
  recordings:
    description: The folder with the recordings, which is removed.
    type: path
  path:
    description: The zip file on the controller. It is replaced.
    type: path
  masked:
    description: Whether the recordings are masked. Then no report is taken in, which has names.
    type: bool
    default: true
  reports:
    description: Reports of audits to take in, where they exist.
    type: list
    elements: path
    default: []
  run:
    description: The run, for the file that says what this is.
    type: str
    default: ""
attributes:
  check_mode:
    description: Changes nothing on nodes. The file is written in check mode as well.
    support: full
"""

EXAMPLES = r"""
- name: Make a folder for the recordings
  nlb.kerberos.support_archive:
  register: kerberos_recorded
  run_once: true

- name: Write the file for support
  nlb.kerberos.support_archive:
    recordings: "{{ kerberos_recorded.recordings }}"
    path: kerberos-evidence.zip
  run_once: true
"""

RETURN = r"""
recordings:
  description: The folder that was made.
  returned: without O(recordings)
  type: str
  sample: /tmp/nlb.kerberos.x7d2k1
msg:
  description: What was written.
  returned: with O(recordings)
  type: str
  sample: "kerberos-evidence.zip: 31 files of 3 nodes and 1 client, 48,213 bytes, masked"
bytes:
  description: The size of the file.
  returned: with O(recordings)
  type: int
  sample: 48213
left_out:
  description: The files that were too much.
  returned: with O(recordings)
  type: list
  elements: str
  sample: []
"""
