#!/usr/bin/env bash
# The main job on the simulated farm: what is wrong, what a fix would do, the fix, the proof, and a second run that changes nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

title() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
trap 'python -m lab --folder .lab down' EXIT

title 'A farm of three NLB nodes, simulated, behind real WinRM'
python -m lab --folder .lab down
python -m lab --folder .lab up
title 'What is wrong in DNS: web1 registers a virtual address, web2 hides its own and has a line in its hosts file, web3 registers nothing'
python -m lab --folder .lab inject dns_registration/virtual-address-registered --node web1
python -m lab --folder .lab inject dns_registration/own-address-skipped dns_registration/hosts-file-overrides --node web2
python -m lab --folder .lab inject dns_registration/own-adapter-not-registered dns_registration/dynamic-update-disabled --node web3
title "What is wrong with the site's folders: readers may not read on web1, the pool cannot read web.config on web2, nor anything on web3"
python -m lab --folder .lab inject site_acl/readers-lack-access --node web1
python -m lab --folder .lab inject site_acl/web-config-unreadable --node web2
python -m lab --folder .lab inject site_acl/pool-lacks-access --node web3
title "What is wrong with the pools: a built-in identity on web1, another account on web2 and web3; web2 offers NTLM first"
python -m lab --folder .lab inject app_pool/built-in-identity --node web1
python -m lab --folder .lab inject app_pool/another-account windows_authentication/ntlm-first --node web2
python -m lab --folder .lab inject app_pool/another-account --node web3

title 'ansible-playbook fix-kerberos.yml --check --diff: what would be changed'
ansible-playbook -i inventory/lab fix-kerberos.yml --check --diff
title 'ansible-playbook fix-kerberos.yml: the fix, node by node, each drained, changed, proved by reading again, and started'
ansible-playbook -i inventory/lab fix-kerberos.yml
title 'The same again: nothing is left to change'
ansible-playbook -i inventory/lab fix-kerberos.yml | tee .lab/second-run
if grep -q 'changed=[1-9]' .lab/second-run; then
    echo 'the second run changed something' >&2
    exit 1
fi
