# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The Python packages that only some questions need. They are imported here, where they are needed, and nowhere else.

Without them the rest of an audit works, and what needs them "could not be checked", with what to install.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

from .errors import DirectoryError

INSTALL = {
    "sansldap": "pip install sansldap",
    "spnego": "pip install pyspnego",
    "dns": "pip install dnspython",
    "gssapi": "apt/dnf install python3-gssapi, or pip install gssapi (needs gcc and libkrb5-dev or krb5-devel)",
}
PACKAGES = {"spnego": "pyspnego", "dns": "dnspython"}  # where the package is not called as what it is imported by


def module(name: str) -> ModuleType:
    """Such as sansldap or dns.resolver. Raises DirectoryError with what to install."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise DirectoryError(missing(name.partition(".")[0], error)) from None


def missing(name: str, error: ImportError) -> str:
    package = PACKAGES.get(name, name)
    if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] == name:
        return f"the Python package {package} is not installed for {sys.executable}: {INSTALL[name]}"
    return (
        f"the Python package {package} cannot be used by {sys.executable} ({error}); install it again: {INSTALL[name]}"
    )


def is_installed(name: str) -> bool:
    try:
        module(name)
    except DirectoryError:
        return False
    return True
