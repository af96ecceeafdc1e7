# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  domain_controller:
    description:
      - The domain controller's description, with C(computer_name) as Windows has it, and C(farms) that it issues
        tickets for.
      - The default is the host's variable C(kerberos_domain_controller).
    type: dict
"""
