# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Lines of prefs.js and user.js of a profile of Firefox that are about tickets."""

from __future__ import annotations

import json
import re
from typing import Any

ABOUT_NEGOTIATE = "network.negotiate-auth"
TRUSTED, SHORT_NAMES = "trusted-uris", "allow-non-fqdn"
LINE = re.compile(rf'\s*user_pref\(\s*"{re.escape(ABOUT_NEGOTIATE)}\.({TRUSTED}|{SHORT_NAMES})"\s*,\s*(.*?)\s*\)\s*;.*')


def is_comment(line: str) -> bool:
    return line.lstrip().startswith("//")


def preference(line: str) -> tuple[str, Any] | None:
    """The last part of the name, and the value; None where the line is not as Firefox writes it."""
    match = LINE.fullmatch(line)
    if match is None:
        return None
    try:
        return match[1], json.loads(match[2])
    except ValueError:
        return None
