# Names of what a domain has, for the report: a SID alone tells an administrator nothing.
# Payloads begin with these lines: all of them become one line there.

# Fifty at most, because each may be a question to a domain controller. What has no name was deleted, or its domain does not answer.
function Get-DomainNames($Sids) {
    foreach ($sid in @($Sids | Where-Object { $_ -like 'S-1-5-21-*' } | Sort-Object -Unique | Select-Object -First 50)) {
        $identifier = New-Object -TypeName Security.Principal.SecurityIdentifier -ArgumentList $sid
        try { @{ sid = [string] $sid; name = [string] $identifier.Translate([Security.Principal.NTAccount]).Value } } catch { continue }
    }
}
