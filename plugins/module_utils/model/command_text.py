# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Words of a command that an administrator copies into PowerShell."""

from __future__ import annotations

import re

# A dollar at the end is text in PowerShell, as in the name of a computer's account.
QUOTE = re.compile("['\u2018\u2019\u201a\u201b]")  # each of these ends what another one has begun
PLAIN = re.compile(r"[A-Za-z0-9_./\\:@-]+\$?")


def quoted(text: str) -> str:
    """One word, whatever is in it: a name may come from a server. In single quotes nothing is expanded."""
    return text if PLAIN.fullmatch(text) and text[0] not in "-@" else "'" + QUOTE.sub(r"\g<0>\g<0>", text) + "'"
