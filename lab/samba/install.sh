#!/usr/bin/env bash
# Samba for the system's Python, against which our access check is held, and a domain controller of it, against which our
# questions to the directory are.
set -euo pipefail

needed=(samba samba-tool unshare ip openssl kinit ldbsearch)
present() {
    /usr/bin/python3 -c 'import samba.security, gssapi' 2>/dev/null || return 1
    local name
    for name in "${needed[@]}"; do
        PATH=$PATH:/usr/sbin:/sbin command -v "$name" >/dev/null || return 1
    done
    [ -d /usr/share/samba/setup ]
}

if present; then
    exit 0
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Not installed, since that takes root and apt (Debian, Ubuntu). The tests with Samba are skipped." >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends python3-samba python3-gssapi samba-ad-dc samba-ad-provision krb5-user ldb-tools \
    bind9-dnsutils iproute2 openssl
