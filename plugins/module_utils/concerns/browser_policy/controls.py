# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The controls of browser_policy: of each client alone."""

from __future__ import annotations

from ...model.controls import Control
from ...model.finding import Remedy
from ...model.ticket_path import Step

CONTROLS = (
    Control(
        "DNS-10",
        "what a client resolves for each name of the farm are virtual addresses of the farm and no others",
        Remedy.HAND_OFF,
        "with its hosts file, its name resolution policy and its DNS servers",
        step=Step.NAME,
    ),
    Control(
        "ZONE-1",
        "on a client each name of the farm is in the zone Local intranet or Trusted sites",
        Remedy.HAND_OFF,
        "for each user whose settings are loaded; on request playbooks/fix_clients.yml writes what no policy decides",
        step=Step.BROWSER,
        of_users=True,
    ),
    Control(
        "ZONE-2",
        "browsers on a client log on by themselves in that zone, and Integrated Windows Authentication is on",
        Remedy.HAND_OFF,
        "on request playbooks/fix_clients.yml writes what no policy decides",
        step=Step.BROWSER,
        of_users=True,
    ),
    Control(
        "ZONE-3",
        "the own lists of Edge, Chrome and Firefox on a client have each name of the farm, where they decide",
        Remedy.HAND_OFF,
        "and the ticket that they ask for is for a name of the farm, where it is an alias too",
        step=Step.BROWSER,
        of_users=True,
    ),
)
FARM_CONTROLS: tuple[Control, ...] = ()
