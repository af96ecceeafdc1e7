# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""How a field of arguments or answers is masked in a recording. Each concern and each fact declares its own fields."""

from __future__ import annotations

from enum import StrEnum


class Mask(StrEnum):
    TEXT = "text"  # names, addresses and identifiers in it
    NAMES = "names"  # of hosts and domains
    WHOLE = "whole"  # one name
    WORD = "word"  # one of Windows' few values of an enumeration: kept
    ACCOUNT = "account"
    TRUSTEE = "trustee"  # an account, a SID, or one of SDDL's short names for one
    SIDS = "sids"  # those in it, such as in SDDL
    POOL = "pool"  # an application pool's name, which decides its SID
    PATH = "path"
    LOCATION = "location"  # of IIS: a site and a path
    BINDING = "binding"
    URL = "url"  # as http.sys knows it
    PROVIDER = "provider"  # of Windows authentication
    SERVICE_PRINCIPAL = "service_principal"
    REGISTRY_KEY = "registry_key"  # of what decides in browsers
    SETTING = "setting"  # the name or the text of a value there
    POLICIES_FILE = "policies_file"  # of Firefox
    PREFERENCE = "preference"  # a line of a profile of Firefox
    HOSTS_LINE = "hosts_line"
    RULE_ADDRESS = "rule_address"
    EVENT_FIELD = "event_field"  # of an event: an account, a service principal, a number
    REASON = "reason"  # the text of an error of Windows
