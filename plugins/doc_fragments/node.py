# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  own_addresses:
    description:
      - The node's own (dedicated) addresses, the ones its name should resolve to.
      - Every request says them, and a computer that has none of them refuses; DNS may lead to another machine, which is
        the very fault that is looked for.
    type: list
    elements: str
    required: true
attributes:
  check_mode:
    description: Can run in check mode and tell what it would change, without changing anything.
    support: full
  diff_mode:
    description: Shows each setting before and after.
    support: full
"""
