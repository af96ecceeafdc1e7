# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.directory_of_play import asks


class FilterModule:
    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"directory_hosts": asks}
