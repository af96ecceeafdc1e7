# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  run:
    description:
      - Identifier of the playbook run, for the node's journal.
      - It names files on the node, so it has letters, digits, dots, hyphens and underscores alone.
      - Generated where it is not given.
    type: str
  journal_copy:
    description:
      - A folder on the controller where a copy of each journal entry is written before the node is changed.
      - The journal itself is on the node, in C(%ProgramData%\nlb.kerberos\journal), for administrators only.
    type: path
  drain:
    description:
      - Whether a change that may restart worker processes is written only on a node that this run has drained with
        M(nlb.kerberos.drain), or that an administrator has stopped. Otherwise the module fails, and writes nothing.
      - Set it to V(false) where users may be interrupted, or where another load balancer is used.
      - Changes that restart nothing, and check mode, need no drain.
    type: bool
    default: true
"""
