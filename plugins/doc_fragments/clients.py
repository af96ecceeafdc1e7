# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  names:
    description:
      - The names that clients use.
      - Where none of them reaches the site at the O(virtual_addresses), drift is reported and not changed, because
        another site may be meant (SITE-1 of M(nlb.kerberos.windows_authentication)). Without names this is not checked.
    type: list
    elements: str
  virtual_addresses:
    description:
      - All addresses of the farm's NLB cluster, IPv4 and IPv6, which the names lead to.
      - With O(drain=false), O(own_addresses) count for O(names) too.
    type: list
    elements: str
"""
