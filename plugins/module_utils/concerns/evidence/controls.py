# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The controls of evidence: by each node (CONTROLS), and EVENT-1 by clients and domain controllers too (OF_OTHERS).

Logs say that tickets fail, and who could not decrypt them: the cause is elsewhere.
"""

from __future__ import annotations

from ...model.controls import Control
from ...model.finding import Remedy

EVENTS = Control(
    "EVENT-1",
    "no Kerberos error for a name of the farm is in the logs of a node, a client or a domain controller since the last "
    "fix and the life of old tickets",
    Remedy.REPORT,
    "events 3 and 4 of Security-Kerberos; of domain controllers 11, 16, 27 and 4769; evidence, never a cause of its "
    "own",
    trace=True,
)
CONTROLS = (
    EVENTS,
    Control(
        "LOG-1",
        "the logs of the site and of http.sys have no refusal since the last fix that points to Kerberos",
        Remedy.REPORT,
        "401.1, 401.3, and clients that get nothing but 401.2; evidence, never a cause of its own",
        trace=True,
    ),
)
OF_OTHERS = (EVENTS,)
FARM_CONTROLS: tuple[Control, ...] = ()
