"""The certificate of a domain controller, made here: Samba's own keys take it 15 seconds at its first start."""

from __future__ import annotations

from pathlib import Path

from lab.samba.namespace import run

DAYS = "3650"


def issue(folder: Path) -> None:
    """folder: named after the domain controller."""
    name, tls = folder.name, folder / "tls"
    (tls / "names").write_text(f"subjectAltName=DNS:{name}.example.com,DNS:localhost\n", encoding="utf-8")
    new = ("openssl", "req", "-new", "-nodes", "-newkey", "rsa:2048")
    run(*new, "-x509", "-days", DAYS, "-subj", "/CN=EXAMPLE CA", "-keyout", f"{tls}/ca.key", "-out", f"{tls}/ca.pem")
    run(*new, "-subj", f"/CN={name}.example.com", "-keyout", f"{tls}/key.pem", "-out", f"{tls}/request")
    run(
        *("openssl", "x509", "-req", "-in", f"{tls}/request", "-CA", f"{tls}/ca.pem", "-CAkey", f"{tls}/ca.key"),
        *("-CAcreateserial", "-days", DAYS, "-extfile", f"{tls}/names", "-out", f"{tls}/cert.pem"),
    )
    for key in ("key.pem", "ca.key"):
        (tls / key).chmod(0o600)
