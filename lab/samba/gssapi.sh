#!/usr/bin/env bash
# gssapi for the lab and its tests, as a wheel in .cache/wheels, since nobody has one for Linux: built once, from the pinned
# source with pinned tools. It is for every Python from 3.11 on.
set -euo pipefail
cd "$(dirname "$0")/../.."
wheels=.cache/wheels

rm -rf "$wheels"
mkdir -p "$wheels"
if ! command -v gcc >/dev/null || ! command -v krb5-config >/dev/null; then
    echo "gssapi is not built, since gcc or krb5-config is missing (Debian, Ubuntu: gcc libc6-dev libkrb5-dev)." >&2
    exit 0
fi
"${PYTHON:-python3}" -m venv "$wheels/tools"
pip=("$wheels/tools/bin/python" -m pip --quiet --disable-pip-version-check)
"${pip[@]}" install --require-hashes --requirement requirements/tickets-build.txt
"${pip[@]}" wheel --require-hashes --no-deps --no-build-isolation --wheel-dir "$wheels" --requirement requirements/tickets.txt
rm -rf "$wheels/tools"
touch "$wheels/built"
