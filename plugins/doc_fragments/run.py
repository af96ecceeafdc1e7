# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  run:
    description:
      - Identifier of the playbook run, as the node's journal is to know it.
      - Runs are sorted by it, so it begins with the time.
      - Made up where it is not given.
    type: str
  journal_copy:
    description:
      - A folder on the controller that gets a copy of each journal entry before the node is changed.
      - The journal itself is on the node, in C(%ProgramData%\nlb.kerberos\journal), for administrators only.
    type: path
"""
