#!/usr/bin/env bash
# What checks the reports in tests/reports: a browser, promtool, node exporter and xmllint by apt; axe-core, html-validate
# and inspecjs by npm, and the schema of ansible-rulebook, into .cache/reports.
set -euo pipefail
cd "$(dirname "$0")/../.."
sources=tests/reports
folder=.cache/reports
export PATH=$PATH:/usr/sbin:/sbin

missing=()
need() { command -v "$1" >/dev/null || missing+=("$2"); }
need chromium chromium
need xmllint libxml2-utils
need promtool prometheus
need prometheus-node-exporter prometheus-node-exporter
need systemd-analyze systemd
if [ "${#missing[@]}" -gt 0 ]; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        # The programs are needed, not the services: this keeps apt from starting them.
        policy=/usr/sbin/policy-rc.d
        if [ ! -e "$policy" ]; then
            trap 'rm -f "$policy"' EXIT
            printf '#!/bin/sh\nexit 101\n' >"$policy"
            chmod +x "$policy"
        fi
        # Another program may be at apt: wait for it.
        apt-get -o DPkg::Lock::Timeout=300 update
        DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}"
    else
        echo "Not installed, since that takes root and apt: ${missing[*]} (Debian, Ubuntu). Tests that need them are skipped." >&2
    fi
fi

mkdir -p "$folder"
if ! command -v npm >/dev/null; then
    echo "Not installed, since there is no npm (Node.js 20 or newer): axe-core, html-validate, inspecjs. Tests that need them are skipped." >&2
elif ! cmp -s "$sources/package-lock.json" "$folder/node_modules/.installed"; then
    cp "$sources/package.json" "$sources/package-lock.json" "$sources/.npmrc" "$folder/"
    npm ci --ignore-scripts --no-audit --no-fund --prefix "$folder"
    cp "$sources/package-lock.json" "$folder/node_modules/.installed"
fi

if ! cmp -s "$sources/ansible-rulebook.txt" "$folder/ansible-rulebook/.installed"; then
    rm -rf "$folder/ansible-rulebook"
    # Its schema is read, it is not run: what it depends on is not needed.
    python3 -m pip install --quiet --disable-pip-version-check --no-deps --no-compile --only-binary :all: --require-hashes \
        --target "$folder/ansible-rulebook" --requirement "$sources/ansible-rulebook.txt"
    cp "$sources/ansible-rulebook.txt" "$folder/ansible-rulebook/.installed"
fi
