# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Why a request over WinRM failed, as a sentence, and what to do about it.

From the texts of pywinrm and requests, which the winrm connection passes on as they are, and from the numbers of Linux'
errors, whose texts are in the language of the machine that connects. Each remedy names the variable of the winrm
connection and, for a module that connects by itself, the option.
"""

from __future__ import annotations

import re

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
            "its certificate is for another name; connect by a name that the certificate has (ansible_host, or "
            "node.host), or renew it",
        ),
        (r"certificate has expired|certificate is not yet valid", "its certificate has expired; renew it"),
        (
            r"CERTIFICATE_VERIFY_FAILED|certificate verify failed",
            "its certificate is not trusted; give the file with the certificate of the authority that issued it "
            "(ansible_winrm_ca_trust_path, or node.ca)",
        ),
        (
            r"CA certificate bundle",
            "the file with the authority's certificate does not exist on the machine that connects "
            "(ansible_winrm_ca_trust_path, or node.ca)",
        ),
        (
            r"WRONG_VERSION_NUMBER|RECORD_LAYER_FAILURE|HTTP_REQUEST",
            "this port does not use TLS; use the https port, 5986 by default (ansible_port, or node.port), or "
            "encrypted messages over http (ansible_winrm_scheme and ansible_winrm_transport: ntlm, or node.scheme "
            "and node.transport)",
        ),
        (
            r"credentials were rejected|\bcode:? 401\b",
            "the user name or the password is wrong, or this kind of authentication is switched off there "
            "(ansible_user, ansible_password and ansible_winrm_transport, or node.user, node.password and "
            "node.transport)",
        ),
        (
            r"access is denied|'wsmanfault_code': '?5'?\b",
            "the account's password is right, but it may not use WinRM there; use an administrator of the node "
            "(a local one other than Administrator only where LocalAccountTokenFilterPolicy is 1)",
        ),
        (
            r"kerberos library is not installed|pykerberos is not installed",
            "Kerberos needs more than pywinrm on the machine that connects: pip install pywinrm[kerberos], or use ntlm "
            "(ansible_winrm_transport, or node.transport)",
        ),
        (
            r"name or service not known|name resolution|failed to resolve|nodename nor servname|no address associated|"
            r"\[Errno -[2-5]\]",
            "this name does not resolve on the machine that connects; correct it or give an address (ansible_host, or "
            "node.host)",
        ),
        (
            r"connection refused|\[Errno 111\]",
            "the machine answers, but nothing listens on this port; enable WinRM there (Enable-PSRemoting) or correct "
            "the port (ansible_port, or node.port)",
        ),
        (
            r"no route to host|(network|host) is (unreachable|down)|\[Errno (10[01]|11[23])\]",
            "there is no route to this address from the machine that connects; correct it (ansible_host, or node.host) "
            "or the network",
        ),
        (
            r"timed?[ -]?out|OperationTimeout|\[Errno 110\]",
            "no answer came in time; the node is down, a firewall is between, or the port is not WinRM's "
            "(ansible_port, or node.port)",
        ),
        (
            r"connection aborted|connection reset|remotedisconnected|broken pipe|\[Errno (32|104)\]|\bcode:? 400\b",
            "the connection broke; WinRM was restarted, a device between ended it, or the port expects https and was "
            "sent http (ansible_winrm_scheme, or node.scheme)",
        ),
        (
            r"\bcode:? (404|405)\b|not well-formed|syntax error",
            "another service than WinRM answers on this port; correct the port (ansible_port, or node.port)",
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


def explain(error_text: str, where: str) -> str:
    """One message. where: the node's address as the user has given it, such as https://web1.example.com:5986."""
    for sign, meaning in PROBLEMS:
        if sign.search(error_text):
            return f"{where}: {meaning}"
    reason = " ".join(error_text.split())[:500]
    if KERBEROS.search(error_text):
        return (
            f"{where}: Kerberos authentication to WinRM failed ({reason}); until it works, use ntlm "
            "(ansible_winrm_transport, or node.transport)"
        )
    return f"{where}: the request failed ({reason or 'no reason was given'})"
