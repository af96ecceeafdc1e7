# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Does a sentence of Windows have a word in it that may be the name of a person, a computer or a database?

A name cannot be told from a word by its look. So the words are told: those in lower case, those of a list, and numbers.
In a language in which other words begin with a capital letter too, a sentence has to go as a whole.
"""

from __future__ import annotations

import re

WORDS = re.compile(r"[^\W_][\w$-]*")
ORDINARY = re.compile(
    r"[a-z]+(?:[-'][a-z]+)*"  # no digits: srv01 is a name
    r"|[0-9]{1,10}|0x[0-9A-Fa-f]+"
    r"|(?:Get|Set|New|Add|Remove|Start|Stop|Test|Resolve|Convert|ConvertFrom|ConvertTo|Where|ForEach)-[A-Z][A-Za-z]+"
    r"|(?:name|part|quoted|reason|comment)[0-9]+\$?"  # masks
    r"|S-1(?:-[0-9]+)+"
)
# Such as begin the sentences of Windows, and the terms in them.
TERMS = """
    A Access Account An Application Argument At Attempt Cannot Catastrophic Class Could Element Error Exception
    Failed Failure Filename Group Incorrect Insufficient Internal Invalid It Line Logon Login Network No Not Object
    Overlapped Parameter Path Permission Property Provider Requested Retrieving Security Server Service Some System The
    There This Timeout Unable Unauthorized Unknown Unspecified User Value Windows Win32
    ACL API ASP CIM COM DACL DCOM DLL DNS GUID HRESULT HTTP HTTPS ID IIS IP IPv4 IPv6 JSON Kerberos LDAP LSA MMC NET NLB
    NT NTFS NTLM PowerShell RPC SDDL SID SPN TCP TLS UDP UNC URL WAS WCF WMI WinRM WS XML I OK PM AM UTC
    Active Directory Internet Information Services ApplicationPoolIdentity LocalSystem NetworkService LocalService
    Administrators Guests Users Everyone
"""
KNOWN = frozenset(TERMS.split())


def names_nothing(text: str) -> bool:
    """text: with all names that are known already masked."""
    return all(ORDINARY.fullmatch(word) or word in KNOWN for word in WORDS.findall(text))
