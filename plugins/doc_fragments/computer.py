# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  farm_descriptions:
    description: The descriptions of farms, as in C(inventory/example). The default is those of the run.
    type: list
    elements: dict
  concerns:
    description: Only these concerns; all of them where it is not given.
    type: list
    elements: str
"""
