# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.spn import concern
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.farm_concern import FarmConcernAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import SPN_OPTIONS


class ActionModule(FarmConcernAction):
    concern = concern
    argument_spec = SPN_OPTIONS
