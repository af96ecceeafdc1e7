# state.accounts as names and SIDs: what New-Object hands to the types of .NET that ask for them.

function Enter-accounts($Concern) {
    $list = [NlbKerberos.Lab.Accounts]::new($Concern.domain.name, $State.computer.domain, $descriptors.Names)
    foreach ($group in $Concern.local_groups) {
        $list.Add($group.name, $group.sid)
        foreach ($member in $group.members) { if ($member.sid) { $list.Add($member.name, $member.sid) } }
    }
    foreach ($account in $Concern.accounts) {
        $list.Add($account.name, $account.sid)
        if ($null -ne $account.groups) { $list.AddToken($account.sid, [string[]] $account.groups) }
    }
    $list.TokenError = [int] $Concern.token_error
    $script:accounts = $list
}
