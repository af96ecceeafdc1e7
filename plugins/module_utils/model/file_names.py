# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A name of the inventory as the name of a file, which never leads out of the folder that the file is written to."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import quote

PLAIN = "@+:"  # besides letters, digits and _.-~ these stay; all others are written as in a URL, such as %2F
MOST = 120  # characters; Linux takes names of 255 bytes, and this one is a part of it


def file_name(name: str) -> str:
    """Another name gives another file, and a usual one stays as it is."""
    found = quote(name, safe=PLAIN, errors="surrogatepass")
    found = re.sub(r"^\.", "%2E", found) or "%00"
    if len(found) <= MOST:
        return found
    return f"{found[: MOST - 17]}-{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
