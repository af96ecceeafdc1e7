"""A domain of Samba in a folder: EXAMPLE.COM with the accounts of the lab, ready to be started by serve.py.

Runs in the system's Python, in a network namespace of its own, and imports nothing of this project.
"""

import base64
import json
import subprocess
import sys
from pathlib import Path

import ldb
from samba.auth import system_session
from samba.credentials import Credentials
from samba.param import LoadParm
from samba.samdb import SamDB

SETTINGS = """[global]
    netbios name = DC1
    realm = EXAMPLE.COM
    workgroup = EXAMPLE
    server role = active directory domain controller
    server services = ldap, kdc, cldap, dns
    interfaces = 10.0.0.5/24
    bind interfaces only = yes
    private dir = {folder}/private
    state directory = {folder}/state
    cache directory = {folder}/cache
    lock directory = {folder}/lock
    pid directory = {folder}/run
    ncalrpc dir = {folder}/run/ncalrpc
    log file = {folder}/log
    tls enabled = yes
    tls keyfile = {folder}/tls/key.pem
    tls certfile = {folder}/tls/cert.pem
    tls cafile = {folder}/tls/ca.pem
    kdc default domain supported enctypes = 24
"""


def network():
    run("ip", "link", "set", "lo", "up")
    run("ip", "address", "add", "10.0.0.5/24", "dev", "lo")


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command[0]}: {done.stdout}")


def provision(folder, plan):
    settings = folder / "smb.conf"
    settings.write_text(SETTINGS.format(folder=folder))
    for name in ("private", "state", "cache", "lock", "run", "tls"):
        (folder / name).mkdir(mode=0o700)
    run(
        *("samba-tool", "domain", "provision", "-s", str(settings), f"--targetdir={folder}", "--host-name=dc1"),
        *("--realm=EXAMPLE.COM", "--domain=EXAMPLE", "--host-ip=10.0.0.5", f"--adminpass={plan['administrator']}"),
        *(f"--domain-sid={plan['sid']}", "--dns-backend=SAMBA_INTERNAL", "--server-role=dc"),
    )
    settings.write_text(SETTINGS.format(folder=folder))


def certificate(folder):
    """Made here: Samba's own keys take it 15 seconds at its first start."""
    tls = folder / "tls"
    (tls / "names").write_text("subjectAltName=DNS:dc1.example.com,DNS:localhost\n")
    new = ("openssl", "req", "-new", "-nodes", "-newkey", "rsa:2048")
    run(*new, "-x509", "-days", "3650", "-subj", "/CN=EXAMPLE CA", "-keyout", f"{tls}/ca.key", "-out", f"{tls}/ca.pem")
    run(*new, "-subj", "/CN=dc1.example.com", "-keyout", f"{tls}/key.pem", "-out", f"{tls}/request")
    run(
        *("openssl", "x509", "-req", "-in", f"{tls}/request", "-CA", f"{tls}/ca.pem", "-CAkey", f"{tls}/ca.key"),
        *("-CAcreateserial", "-days", "3650", "-extfile", f"{tls}/names", "-out", f"{tls}/cert.pem"),
    )
    for key in ("key.pem", "ca.key"):
        (tls / key).chmod(0o600)


def opened(folder):
    settings = LoadParm()
    settings.load(str(folder / "smb.conf"))
    credentials = Credentials()
    credentials.guess(settings)
    return SamDB(
        url=str(folder / "private" / "sam.ldb"), session_info=system_session(), credentials=credentials, lp=settings
    )


def populate(directory, plan):
    for one in plan["objects"]:
        attributes = {name: list(map(base64.b64decode, given)) for name, given in one["attributes"].items()}
        # Only with these controls a SID is taken as it is given.
        directory.add({"dn": one["dn"], **attributes}, ["provision:0", "relax:0"])
        if one["password"]:
            directory.setpassword(f"(distinguishedName={one['dn']})", one["password"], False)
    for dn, attribute, kind, value in plan["changes"]:
        directory.modify_ldif(f"dn: {dn}\nchangetype: modify\n{kind}: {attribute}\n{attribute}: {value}\n")


def write_raw(folder, plan):
    """Without any of Samba's rules."""
    partition = ldb.Ldb(str(folder / "private" / "sam.ldb.d" / f"{plan['base'].upper()}.ldb"))
    for dn, attribute, values in plan["raw"]:
        message = ldb.Message(ldb.Dn(partition, dn))
        message[attribute] = ldb.MessageElement(values, ldb.FLAG_MOD_REPLACE, attribute)
        partition.modify(message)


folder, plan = Path(sys.argv[1]), json.load(sys.stdin)
network()
provision(folder, plan)
certificate(folder)
populate(opened(folder), plan)
write_raw(folder, plan)
