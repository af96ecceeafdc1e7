# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Commands without which a payload still answers: a node that lacks one is ready, and preflight says what it costs."""

from __future__ import annotations

from collections.abc import Mapping

OPTIONAL: Mapping[str, str] = {
    "nlb.exe": "convergence is read from the System log alone (NLB-1)",
    "nltest.exe": "why a secure channel is broken is not shown (HOST-1)",
    "w32tm.exe": "the clock of this node could not be checked (HOST-2)",
    "netsh.exe": "whether another program answers for the farm's names could not be checked (AUTH-5)",
}
