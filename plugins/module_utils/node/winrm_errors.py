# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Why a request over WinRM failed, as a sentence, and what to do about it.

From the texts of pywinrm and requests, which the winrm connection passes on as they are, and from the numbers of Linux'
errors, whose texts are in the language of the machine that connects. Each remedy names what the user has set: a
variable of the winrm connection, or, for a module that connects by itself, its option.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping

# What a remedy names, for who connects.
VARIABLES: Mapping[str, str] = {
    "host": "ansible_host",
    "port": "ansible_port",
    "user": "ansible_user",
    "password": "ansible_password",
    "transport": "ansible_winrm_transport",
    "scheme": "ansible_winrm_scheme",
    "ca": "ansible_winrm_ca_trust_path",
}
OPTIONS: Mapping[str, str] = {name: f"node.{name}" for name in VARIABLES}

MAYBE_CHANGED = (
    "What was about to change is in the node's journal, and a drain in its drain marker; run again: a run reads first, "
    "and continues from there"
)

# The first that is found counts: the texts of requests hold several of them, the cause last.
PROBLEMS = tuple(
    (re.compile(sign, re.IGNORECASE), meaning)
    for sign, meaning in (
        (
            # Of Ansible's connection, which quotes what the node has printed so far, and shows the cause as a warning.
            r"winrm send_input failed",
            "the request did not arrive completely, because the connection broke or the node refused a part of it; the "
            "warning that Ansible shows before this message has the cause",
        ),
        (
            r"certificate is not valid for|(hostname|ip address) mismatch|doesn't match",
            "its certificate is for another name; connect by a name that the certificate has ({host}), or renew it",
        ),
        (r"certificate has expired|certificate is not yet valid", "its certificate has expired; renew it"),
        (
            r"CERTIFICATE_VERIFY_FAILED|certificate verify failed",
            "its certificate is not trusted; give the file with the certificate of the authority that issued it ({ca})",
        ),
        (
            r"CA certificate bundle",
            "the file with the authority's certificate does not exist on the machine that connects ({ca})",
        ),
        (
            r"WRONG_VERSION_NUMBER|RECORD_LAYER_FAILURE|HTTP_REQUEST",
            "this port does not use TLS; use the https port, 5986 by default ({port}), or encrypted messages over http "
            "({scheme}: http, {transport}: ntlm)",
        ),
        (
            r"(winrm or requests|xmltodict) is not installed",
            f"pywinrm is not installed for {sys.executable}, the Python that connects; install it with "
            f"{sys.executable} -m pip install pywinrm",
        ),
        (
            r"preauthentication failed|password incorrect|credentials have been revoked|not found in kerberos database "
            r"while getting initial",
            "the domain has refused the user name or the password, or the account is locked, disabled or expired "
            "({user}, {password})",
        ),
        (
            r"(?<!kerberos: )the specified credentials were rejected|\bcode:? 401\b",
            "the user name or the password is wrong, the account is locked, or this kind of authentication is switched "
            "off there ({user}, {password}, {transport})",
        ),
        (
            r"kerberos: the specified credentials were rejected",
            "Kerberos was refused there, though the domain has accepted the password; HTTP/ with the name that you "
            "connect by may be registered on another account than the node's computer account (setspn -Q): use ntlm "
            "({transport}) until that is corrected",
        ),
        (
            r"access is denied|'wsmanfault_code': '?5'?\b",
            "the account's password is right, but it may not use WinRM there; use an administrator of the node "
            "(a local one other than Administrator only where LocalAccountTokenFilterPolicy is 1)",
        ),
        (
            r"kerberos library is not installed|pykerberos is not installed",
            "Kerberos needs more than pywinrm on the machine that connects: pip install pywinrm[kerberos], or use ntlm "
            "({transport})",
        ),
        (
            r"name or service not known|name resolution|failed to resolve|nodename nor servname|no address associated|"
            r"\[Errno -[2-5]\]",
            "this name does not resolve on the machine that connects; correct it or give an address ({host})",
        ),
        (
            r"connection refused|\[Errno 111\]",
            "the machine answers, but nothing listens on this port; enable WinRM there (Enable-PSRemoting) or correct "
            "the port ({port})",
        ),
        (
            r"no route to host|(network|host) is (unreachable|down)|\[Errno (10[01]|11[23])\]",
            "there is no route to this address from the machine that connects; correct it ({host}) or the network",
        ),
        (
            r"timed?[ -]?out|OperationTimeout|\[Errno 110\]",
            "no answer came in time; the node is down, a firewall is between, or the port is not WinRM's ({port})",
        ),
        (
            r"connection aborted|connection reset|remotedisconnected|broken pipe|\[Errno (32|104)\]|\bcode:? 400\b",
            "the connection broke; WinRM was restarted, a device between ended it, or the port expects https and was "
            "sent http ({scheme})",
        ),
        (
            r"\bcode:? (404|405)\b|not well-formed|syntax error",
            "another service than WinRM answers on this port; correct the port ({port})",
        ),
        (
            # The codes of WinRM's quotas (wsmerror.h), whatever the language of the text is.
            r"\b21508591(7[3-6]|79)\b|\b21508592(3[6-9]|4[0-2])\b|concurrent shells",
            "this account has too many WinRM shells open there, or another quota of WinRM is reached; end them (winrm "
            "enumerate shell) or wait until they are idle for too long",
        ),
    )
)
KERBEROS = re.compile(r"kerberos|krb5|gss(api|error)|spnego", re.IGNORECASE)


# Kerberos alone is not among them: there the domain checks the password, before the node is asked.
REFUSALS = re.compile(
    r"(?<!kerberos: )the specified credentials were rejected|\bcode:? 401\b|preauthentication failed|"
    r"password incorrect|credentials have been revoked",
    re.IGNORECASE,
)


def is_refusal(error_text: str) -> bool:
    """Whether the user name or the password was refused: a logon that counts towards the lockout of the account."""
    return bool(REFUSALS.search(error_text))


def explain(error_text: str, where: str, names: Mapping[str, str] = VARIABLES) -> str:
    """One message. where: the node's address as the user has given it, such as https://web1.example.com:5986."""
    for sign, meaning in PROBLEMS:
        if sign.search(error_text):
            return f"{where}: {meaning.format_map(names)}"
    reason = " ".join(error_text.split())[:500]
    if KERBEROS.search(error_text):
        return (
            f"{where}: Kerberos authentication to WinRM failed ({reason}); until it works, use ntlm "
            f"({names['transport']})"
        )
    return f"{where}: the request failed ({reason or 'no reason was given'})"
