#!/usr/bin/env bash
# By apt: Samba for the system's Python, against which our access check is held; domain controllers of it, against which our
# questions to the directory are; and what builds gssapi for other Pythons.
set -euo pipefail
export PATH=$PATH:/usr/sbin:/sbin
python=${PYTHON:-python3}

needed=(samba samba-tool unshare ip openssl kinit ldbsearch curl faketime gcc krb5-config)
packages=(python3-samba python3-gssapi samba-ad-dc samba-ad-provision krb5-user ldb-tools bind9-dnsutils iproute2 openssl
    curl faketime gcc libc6-dev libkrb5-dev)
has_headers() { "$python" -c 'import pathlib, sysconfig as s; (pathlib.Path(s.get_path("include")) / "Python.h").stat()' 2>/dev/null; }
present() {
    /usr/bin/python3 -c 'import samba.security, gssapi' 2>/dev/null || return 1
    local name
    for name in "${needed[@]}"; do
        command -v "$name" >/dev/null || return 1
    done
    [ -d /usr/share/samba/setup ] && has_headers
}

if present; then
    exit 0
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Not installed, since that takes root and apt (Debian, Ubuntu). The tests with Samba are skipped." >&2
    exit 0
fi
has_headers || packages+=(python3-dev)
export DEBIAN_FRONTEND=noninteractive
# Another program may be at apt: wait for it.
apt-get -o DPkg::Lock::Timeout=300 update
apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${packages[@]}"
