#!/usr/bin/env bash
# The main job on the simulated farm: what is wrong, what a fix would do, the fix, what the domain's administrator does, the proof,
# and a run that changes nothing.
# It ends with the page for a browser. Options are those of "python -m lab up", such as --execution emulated.
set -euo pipefail
cd "$(dirname "$0")/.."

# What a task has changed, and the report; not each of the tasks that had nothing to change.
export ANSIBLE_DISPLAY_OK_HOSTS=no
[ -t 1 ] && export ANSIBLE_FORCE_COLOR=yes

title() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
lab() { python -m lab --folder .lab "$@"; }
broken() { # <node> <fault> ...: what it means for users is in docs/faults.md
    lab inject "${@:2}" --node "$1"
    printf '  %s: %s\n' "$1" "${*:2}"
}
# Without the lines that only say which file goes on; Ansible's columns of counters do not fit into 100 characters.
play() {
    ansible-playbook -i inventory/lab -e @lab/demo_reports.yml "$@" |
        sed -u -E '/^TASK /{N; /\n.*included: /d}; / : .*ok=/ s/ +/ /g; s/ +$//' | cat -s
}
trap 'lab down' EXIT
# What the runs find is kept, and the last one writes the page.
rm -rf .lab/history
mkdir -p .lab/history
mkdir -p reports

title 'A farm of three NLB nodes, simulated, behind real WinRM'
lab down
lab up "$@"
title 'Faults: in the directory, in DNS, in rights on folders, in pools and in authentication'
lab inject spn/on-a-node
printf '  the farm: spn/on-a-node\n'
broken web1 dns_registration/virtual-address-registered
broken web1 site_acl/readers-lack-access app_pool/built-in-identity
broken web2 dns_registration/own-address-skipped dns_registration/hosts-file-overrides
broken web2 site_acl/web-config-unreadable app_pool/another-account windows_authentication/ntlm-first
broken web3 dns_registration/own-adapter-not-registered dns_registration/dynamic-update-disabled
broken web3 site_acl/pool-lacks-access app_pool/another-account

title 'playbooks/audit.yml: what is wrong, and which step of a ticket breaks first'
play playbooks/audit.yml
title 'fix-kerberos.yml --check: what a fix would change'
play fix-kerberos.yml --check
title 'fix-kerberos.yml: each node drained, changed, proved by reading again, and started; no key, while tickets are for web1'
play fix-kerberos.yml
title 'The administrator of the domain runs the lines of the report'
lab setspn kerberos-audit.json
title 'fix-kerberos.yml again: the names are right, so that the keys are changed too'
play fix-kerberos.yml
title 'The same again: nothing is left to change'
play fix-kerberos.yml | tee .lab/last-run
if grep -q 'changed=[1-9]' .lab/last-run; then
    echo 'the last run changed something' >&2
    exit 1
fi
if grep -q 'SPN-[12].*DRIFT' .lab/last-run; then
    echo 'the service principal names are still wrong' >&2
    exit 1
fi
title 'Found, fixed and proved. What is left: the hosts file on web2, a restart of web3'
printf '  The page of the last run, for a browser: reports/kerberos.html\n'
