#!/usr/bin/env bash
# The main job on a real domain of Samba: a client that fails, why, the fix, and the same client again.
# The client is curl, which knows nothing of this project. Options are those of "python -m lab.samba".
set -euo pipefail
cd "$(dirname "$0")/.."

# All of it runs in network namespaces of its own, where the farm has its real addresses and ports.
if [ -z "${NLB_KERBEROS_IN_FARM:-}" ]; then
    export NLB_KERBEROS_IN_FARM=yes
    rm -rf .lab/history
    mkdir -p .lab/history reports
    printf '\033[1m== Two domain controllers of Samba, and three NLB nodes, simulated, behind real WinRM\033[0m\n'
    exec python -m lab.samba --execution emulated "$@" -- lab/demo_ad.sh
fi

# What a task has changed, and the report; not each of the tasks that had nothing to change.
export ANSIBLE_DISPLAY_OK_HOSTS=no
[ -t 1 ] && export ANSIBLE_FORCE_COLOR=yes
domain=.lab/samba

title() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
lab() { python -m lab --folder .lab "$@"; }
# Without the lines that only say which file goes on; Ansible's columns of counters do not fit into 100 characters.
play() {
    ansible-playbook -i inventory/lab -e @lab/demo_ad.yml "$@" |
        sed -u -E '/^TASK /{N; /\n.*included: /d}; / : .*ok=/ s/ +/ /g; s/ +$//' | cat -s
}
changed() { PYTHONPATH=. /usr/bin/python3 -m lab.samba.changes "$domain/dc1"; }
replicate() { PYTHONPATH=. /usr/bin/python3 -m lab.samba.replicate "$domain/dc2" dc1 <"$domain/password" &>>"$domain/replicated"; }
replicating() { while sleep 2; do replicate; done; }
# As a browser of alice would, with new tickets each time: at each node, and at the virtual address. Fails where one does.
witness() { # <expected status at web1> <web2> <web3> <virtual address>
    local -x KRB5_CONFIG=$domain/dc1.krb5.conf KRB5CCNAME=$domain/alice
    kinit alice <"$domain/password" >/dev/null
    local at status failed=0
    for at in 10.0.0.11 10.0.0.12 10.0.0.13 10.0.0.50; do
        status=$(curl --silent --negotiate --user : --output /dev/null --max-time 10 --write-out '%{http_code}' \
            --resolve "intranet.example.com:80:$at" http://intranet.example.com/ || true)
        printf '  curl --negotiate http://intranet.example.com/ at %s: %s\n' "$at" "$status"
        [ "$status" = "$1" ] || failed=1
        shift
    done
    if [ "$failed" -ne 0 ]; then
        echo 'this is not what was expected' >&2
        exit 1
    fi
}

title 'A healthy farm: alice is let in everywhere'
witness 200 200 200 200

title 'The faults: the names of the farm are on the computer account of web1; web1 and web2 decrypt with their own keys'
for name in intranet.example.com intranet; do
    printf 'setspn -D HTTP/%s svc-intranet\nsetspn -S HTTP/%s WEB1$\n' "$name" "$name"
done | python -m lab.samba.setspn | changed
replicate
lab inject windows_authentication/machine-key --node web1 --node web2
title 'Who is sent to web1 is let in, all others are not'
witness 200 401 401 200

title 'playbooks/diagnose.yml: why'
play playbooks/diagnose.yml
title 'fix-kerberos.yml: the key on web2, the names, then at once the key on web1; and the proof by tickets'
replicating & # as domain controllers do by themselves every 15 seconds
replicating=$!
play fix-kerberos.yml | tee .lab/last-run
kill "$replicating"
if ! grep -q 'Kerberos works' .lab/last-run; then
    echo 'the last run has not proved that Kerberos works' >&2
    exit 1
fi

title 'The same client again: alice is let in everywhere'
witness 200 200 200 200
printf '  The page of the last run, for a browser: reports/kerberos.html\n'
