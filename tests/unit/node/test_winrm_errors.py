"""Error texts of pywinrm, requests and the winrm connection, as recorded, and the messages made of them."""

import sys

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.node.winrm_errors import OPTIONS, explain, is_refusal

WHERE = "https://web1.example.com:5986"
POOL = "HTTPSConnectionPool(host='web1', port=5986): Max retries exceeded with url: /wsman (Caused by "


@pytest.mark.parametrize(
    ("error_text", "meaning"),
    [
        (
            POOL + "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: "
            "unable to get local issuer certificate (_ssl.c:1006)')))",
            "not trusted; give the file with the certificate of the authority that issued it "
            "(ansible_winrm_ca_trust_path)",
        ),
        (
            POOL + 'SSLError(SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: '
            "IP address mismatch, certificate is not valid for '127.0.97.2'. (_ssl.c:1006)\")))",
            "its certificate is for another name",
        ),
        (
            POOL + "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: "
            "certificate has expired (_ssl.c:1006)')))",
            "has expired; renew it",
        ),
        (
            "OSError: Could not find a suitable TLS CA certificate bundle, invalid path: /nowhere.pem",
            "does not exist on the machine that connects (ansible_winrm_ca_trust_path)",
        ),
        (
            POOL + "SSLError(SSLError(1, '[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)')))",
            "this port does not use TLS",
        ),
        (
            "winrm send_input failed; \nstdout: eyJub2RlIjogeyJjb21wdXRlcl9uYW1lIjo=\r\n\nstderr Access is denied.",
            "the request did not arrive completely",
        ),
        ("ntlm: the specified credentials were rejected by the server", "the user name or the password is wrong"),
        (
            "kerberos: the specified credentials were rejected by the server",
            "(setspn -Q): use ntlm (ansible_winrm_transport)",
        ),
        (
            "kerberos: the specified credentials were rejected by the server, ntlm: the specified credentials were "
            "rejected by the server",
            "the user name or the password is wrong",
        ),
        ("kinit: Preauthentication failed while getting initial credentials", "the domain has refused the user name"),
        (
            "winrm or requests is not installed: No module named 'winrm'",
            f"pywinrm is not installed for {sys.executable}, the Python that connects; install it with "
            f"{sys.executable} -m pip install pywinrm",
        ),
        (
            "WSManFaultError: Access is denied.  (extended fault data: {'fault_subcode': 'w:AccessDenied'})",
            "use an administrator of the node",
        ),
        (
            "WSManFaultError: Zugriff verweigert (extended fault data: {'wsmanfault_code': 5, 'fault_code': 's'})",
            "use an administrator of the node",
        ),
        (
            POOL + "NameResolutionError(\"HTTPSConnection(host='web1', port=5986): Failed to resolve 'web1' "
            '([Errno -2] Name or service not known)"))',
            "does not resolve",
        ),
        (
            POOL + "NewConnectionError('Failed to establish a new connection: [Errno 111] Connection refused'))",
            "nothing listens on this port",
        ),
        (
            POOL + "NewConnectionError('Failed to establish a new connection: [Errno 113] No route to host'))",
            "there is no route to this address",
        ),
        ("NameResolutionError: [Errno -3] Fehler bei der Namensauflösung", "does not resolve"),
        ("NewConnectionError: [Errno 111] Verbindungsaufbau abgelehnt", "nothing listens on this port"),
        ("NewConnectionError: [Errno 101] Das Netzwerk ist nicht erreichbar", "there is no route to this address"),
        ("NewConnectionError: [Errno 110] Die Wartezeit ist abgelaufen", "no answer came in time"),
        ("ConnectionResetError: [Errno 104] Verbindung zurückgesetzt", "the connection broke"),
        (
            POOL + "ConnectTimeoutError(<HTTPSConnection>, 'Connection to web1 timed out. (connect timeout=30)'))",
            "no answer came in time",
        ),
        ("ReadTimeout: HTTPSConnectionPool(host='web1', port=5986): Read timed out.", "no answer came in time"),
        ("WinRMOperationTimeoutError: ", "no answer came in time"),
        ("ConnectionError: ('Connection aborted.', RemoteDisconnected('Remote end closed'))", "the connection broke"),
        ("WinRMTransportError: Bad HTTP response returned from server. Code 400", "the connection broke"),
        (
            "WinRMTransportError: Bad HTTP response returned from server. Code 404",
            "another service than WinRM answers on this port",
        ),
        (
            "ParseError: not well-formed (invalid token): line 1, column 5",
            "another service than WinRM answers on this port",
        ),
        ("requested auth method is kerberos, but pykerberos is not installed", "pip install pywinrm[kerberos]"),
        (
            "This user is allowed a maximum number of 30 concurrent shells, which has been exceeded",
            "too many WinRM shells",
        ),
        ("WSManFaultError: Kontingent (extended fault data: {'wmierror_code': 2150859173})", "too many WinRM shells"),
        (
            "WSManFaultError: Kontingent (extended fault data: {'wsmanfault_code': 2150859241})",
            "another quota of WinRM",
        ),
        (
            "kerberos: authGSSClientStep() failed: Server not found in Kerberos database",
            "Kerberos authentication to WinRM failed (kerberos: authGSSClientStep() failed: "
            "Server not found in Kerberos database); until it works, use ntlm",
        ),
        ("something\n  new", "the request failed (something new)"),
        ("", "the request failed (no reason was given)"),
    ],
)
def test_a_problem_is_one_message_with_what_to_do(error_text, meaning):
    message = explain(error_text, WHERE)
    assert message.startswith(f"{WHERE}: ")
    assert meaning in message
    assert "Max retries" not in message
    assert "\n" not in message


def test_a_port_that_looks_like_a_status_is_none():
    assert "the request failed" in explain("no idea, on port 4015986 or 400", WHERE)


@pytest.mark.parametrize(
    "error_text", ["[Errno 111] Connection refused", "ntlm: the specified credentials were rejected"]
)
def test_who_connects_by_the_option_node_is_told_of_its_fields(error_text):
    message = explain(error_text, WHERE, OPTIONS)
    assert "node." in message
    assert "ansible_" not in message


@pytest.mark.parametrize(
    ("error_text", "refused"),
    [
        ("ntlm: the specified credentials were rejected by the server", True),
        ("InvalidCredentialsError: the specified credentials were rejected by the server", True),
        ("WinRMTransportError: Bad HTTP response returned from server. Code 401", True),
        ("Kerberos auth failure for principal a@B: kinit: Password incorrect while getting initial credentials", True),
        ("Kerberos auth failure: Client's credentials have been revoked while getting initial credentials", True),
        ("kerberos: the specified credentials were rejected by the server", False),
        ("WSManFaultError: Access is denied.", False),
        ("[Errno 111] Connection refused", False),
    ],
)
def test_a_refused_logon_is_known(error_text, refused):
    assert is_refusal(error_text) is refused
