#!/usr/bin/env bash
# ansible-test sanity, in a copy at the path that it wants: .../ansible_collections/nlb/kerberos, without links.
# Arguments are handed on, such as: --test validate-modules
set -euo pipefail
cd "$(dirname "$0")/.."

home=$PWD/.cache/sanity
copy=$home/ansible_collections/nlb/kerberos
rm -rf "$copy"
mkdir -p "$copy"
# What git knows or would add, but neither links, by which a checkout finds itself, nor what is no Ansible content and
# "make lint" looks after. bin has programs for python3, which ansible-test knows as "python" only.
git ls-files --cached --others --exclude-standard -z -- . ':!lab' ':!bench' ':!bin' ':!noxfile.py' ':(exclude,glob)tests/**/*.py' |
    while IFS= read -r -d '' file; do if [ -f "$file" ] && [ ! -L "$file" ]; then printf '%s\0' "$file"; fi; done |
    tar --null --files-from=- -cf - | tar -xf - -C "$copy"
cd "$copy"
git init --quiet
git add --all

# ansible-test keeps virtual environments in the home folder, and fetches the pip for them from a server of its own.
# Both are kept apart here: another home, and the pip that Python itself brings along, unpacked only: to install and
# compile it anew for each of the eight environments would cost more than the tests do.
if [ -z "${PIP_CONFIG_FILE:-}" ] && [ -e "${HOME:-}/.config/pip/pip.conf" ]; then
    export PIP_CONFIG_FILE=$HOME/.config/pip/pip.conf
fi
export HOME=$home
pip_version=$(python - <<'PYTHON'
import pathlib, re, ansible_test
text = pathlib.Path(ansible_test.__path__[0], "_internal/python_requirements.py").read_text()
print(re.search(r"pip='([0-9.]+)'", text).group(1).replace(".", "_"))
PYTHON
)
mkdir -p "$HOME/.ansible/test/cache"
cat >"$HOME/.ansible/test/cache/get_pip_$pip_version.py" <<'PYTHON'
import ensurepip, pathlib, sysconfig, zipfile
for wheel in pathlib.Path(ensurepip.__path__[0], "_bundled").glob("*.whl"):
    zipfile.ZipFile(wheel).extractall(sysconfig.get_path("purelib"))
PYTHON
export PIP_NO_COMPILE=1 PIP_DISABLE_PIP_VERSION_CHECK=1

skipped=(
    pslint    # needs PSScriptAnalyzer from the PowerShell gallery; tests/payloads asks more of the payloads
    pylint    # forbids the name "_", which ruff wants for what is not used; ruff and mypy --strict do its work
)
version=$(python -c 'import sys; print("%d.%d" % sys.version_info[:2])')
ansible-test sanity --color no --python "$version" "${skipped[@]/#/--skip-test=}" "$@"
