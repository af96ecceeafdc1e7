#!/usr/bin/env bash
# Samba's Python bindings for the system's Python: tests/samba holds our access check against Samba's.
set -euo pipefail

if /usr/bin/python3 -c 'import samba.security' 2>/dev/null; then
    exit 0
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Not installed, since that takes root and apt: python3-samba (Debian, Ubuntu). The tests with Samba are skipped." >&2
    exit 0
fi
apt-get update
apt-get install -y --no-install-recommends python3-samba
