# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Where on the farm's site a ticket is shown: a page that asks for one, as users open it."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from ..model.option_checks import found, known_fields, text, whole_number

FIELDS = ("scheme", "port", "path")
PORTS = {"http": 80, "https": 443}
PATH = re.compile(r"/[\x21-\x7e]*")


@dataclass(frozen=True)
class Probe:
    scheme: str = "http"
    port: int = 80
    path: str = "/"

    def as_arguments(self) -> dict[str, Any]:
        return asdict(self)


DEFAULT = Probe()


def probe(given: Any, where: str) -> Probe:
    """Raises ValueError with the message to show."""
    if given is None:
        return DEFAULT
    known_fields(given, FIELDS, (), where)
    scheme = _scheme(given.get("scheme"), f"{where}.scheme")
    port, path = given.get("port"), given.get("path")
    return Probe(
        scheme,
        PORTS[scheme] if port is None else whole_number(port, 1, 65535, f"{where}.port"),
        "/" if path is None else text(path, PATH, f"{where}.path", "the path of a page such as /, without its host"),
    )


def _scheme(given: Any, where: str) -> str:
    if given is not None and (not isinstance(given, str) or given not in PORTS):
        raise ValueError(f"{where}: found {found(given)}, expected http or https")
    return given or DEFAULT.scheme
