# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The controls of windows_authentication: by each node (CONTROLS), or by comparing the nodes (FARM_CONTROLS)."""

from __future__ import annotations

from ...model.controls import Control
from ...model.finding import Remedy
from ...model.ticket_path import Step

TICKETS = "clients would show tickets that this node cannot decrypt"

CONTROLS = (
    Control(
        "AUTH-1",
        "every application of the site has Windows authentication, installed and on, and anonymous authentication off",
        Remedy.ON_REQUEST,
        "waits for AUTH-3 and POOL-6",
        step=Step.KEY,
        waits_for=("AUTH-3", "POOL-6"),
        harm=TICKETS,
    ),
    Control(
        "AUTH-2",
        "every application offers Negotiate before NTLM, and no Negotiate:Kerberos in kernel mode",
        Remedy.FIX,
        "waits for AUTH-3 and POOL-6",
        step=Step.KEY,
        waits_for=("AUTH-3", "POOL-6"),
        harm=TICKETS,
    ),
    Control(
        "AUTH-3",
        "every application decrypts with the key of the account that the service principal name is registered on",
        Remedy.FIX,
        "needs spn_holder",
        step=Step.KEY,
        waits_for=("POOL-1",),
        of_the_key=True,
        harm="the pool's present account would decrypt",
    ),
    Control(
        "AUTH-4",
        "extended protection matches where TLS is terminated",
        Remedy.REPORT,
        step=Step.KEY,
    ),
    Control(
        "AUTH-5",
        "everything that answers for the farm's names decrypts with one key",
        Remedy.REPORT,
        "applications of the site, other sites and ports, other programs than IIS",
        step=Step.KEY,
        of_the_key=True,
    ),
    Control(
        "SITE-1",
        "every name of the farm reaches the described site at the virtual addresses",
        Remedy.REPORT,
        "while none does, no fix changes the site: another one may be meant",
        step=Step.NETWORK,
    ),
)

# AUTH-5 compares the nodes as well, where no account is described: agreement adds to the findings of each node.
FARM_CONTROLS: tuple[Control, ...] = ()
