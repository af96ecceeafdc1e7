# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options: {}
attributes:
  async:
    description: Supports being used with the O(ignore:async) keyword.
    support: none
notes:
  - Runs on the controller, over the host's own connection, which must be P(ansible.builtin.winrm#connection).
  - The account needs to be an administrator of the node. C(become) is not supported.
  - The node needs 64-bit Windows PowerShell 5.1.
"""
