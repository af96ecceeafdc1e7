# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.evidence import concern as evidence
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.concern import ConcernAction


class ActionModule(ConcernAction):
    concern: Concern = evidence
