# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The source of a location's setting, and what prevents a location tag of this node from changing it."""

from __future__ import annotations

from collections.abc import Iterator

from .iis_view import IisView
from .locations import Location


def source(location: Location, section: str, view: IisView) -> str:
    """What sets a folder's explicit setting, as text."""
    if section in location.from_web_config:
        return " or ".join(_files(location, section, view))
    return f'<location path="{location.name}"> of applicationHost.config'


def obstacles(location: Location, section: str, view: IisView) -> Iterator[str]:
    """Why no fix writes this section of an application, as text; nothing where one may."""
    if section in location.from_web_config:
        yield f"{' or '.join(_files(location, section, view))} sets it: remove it there"
    if not view.authentication.installed:
        yield "not changed while Windows authentication is not installed"
    elif not location.module:
        yield "not changed while WindowsAuthenticationModule is not among the modules of this location"
    if view.iis.shared_configuration:
        yield f"not changed: several nodes share the configuration in {view.iis.shared_configuration}"


def _files(location: Location, section: str, view: IisView) -> Iterator[str]:
    """Its own web.config, and those above it that it inherits: of its application and of the site's root."""
    site = view.iis.site(location.site)
    for path in dict.fromkeys((location.path, location.application, "/")):
        above = view.authentication.location(location.site, path)
        if site and above and section in above.from_web_config and (folder := site.folder(above.application, path)):
            yield f"{folder}\\web.config"
