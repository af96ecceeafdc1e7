# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  own_addresses:
    description:
      - The node's own (dedicated) addresses, the ones its name should resolve to.
      - Every request has them, and a computer that has none of them refuses it. DNS may lead to another computer, which
        is one of the faults that this collection finds.
    type: list
    elements: str
    required: true
attributes:
  check_mode:
    description: Can run in check mode and return what it would change, without changing anything.
    support: full
  diff_mode:
    description: Shows each setting before and after.
    support: full
"""
