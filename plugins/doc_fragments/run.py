# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  run:
    description:
      - Identifier of the playbook run, for the node's journal.
      - Runs are sorted by it, so it should begin with the time.
      - Generated where it is not given.
    type: str
  journal_copy:
    description:
      - A folder on the controller where a copy of each journal entry is written before the node is changed.
      - The journal itself is on the node, in C(%ProgramData%\nlb.kerberos\journal), for administrators only.
    type: path
"""
