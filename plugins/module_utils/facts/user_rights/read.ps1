# Which user rights on this node let a pool's account log on, and readers in: who holds them, who is denied, and which
# SIDs the names among them have. Nothing is judged here.
# secedit shows what is in effect, and names as the security policy has them; it is part of every Windows. Asking LSA
# would take a compiler on the node, and tells direct trustees only as well.
# data: {"rights": [{right, trustees: [SID, or a name]}], "policies": [{right, source: name of the group policy that sets it}],
#        "trustees": [{text, sid}]}
param($Arguments, $Secrets)

$rights = [ordered] @{}
foreach ($right in @(
    'SeBatchLogonRight', 'SeDenyBatchLogonRight', 'SeImpersonatePrivilege', 'SeNetworkLogonRight', 'SeDenyNetworkLogonRight'
    'SeServiceLogonRight', 'SeDenyServiceLogonRight'
)) { $rights[$right] = @() }
$file = Join-Path -Path $env:SystemRoot -ChildPath "Temp\nlb.kerberos.$([Guid]::NewGuid()).inf"
try {
    $output = secedit.exe /export /areas USER_RIGHTS /cfg $file /quiet
    if ($LASTEXITCODE -ne 0) { throw "secedit /export ended with $LASTEXITCODE`: $output" }
    # A right that nobody holds is not there, or is empty. SIDs begin with a star.
    foreach ($line in Get-Content -LiteralPath $file -Encoding Unicode) {
        $right, $value = $line.Split('=', 2)
        $right = $right.Trim()
        if ($null -eq $value -or -not $rights.Contains($right)) { continue }
        $rights[$right] = @(foreach ($holder in $value.Split(',')) { if ($holder.Trim()) { $holder.Trim().TrimStart('*') } })
    }
}
finally { if (Test-Path -LiteralPath $file) { Remove-Item -LiteralPath $file } }

# Of several policies that set a right, the one with precedence 1 has won.
$sources = @{}
foreach ($policy in Get-CimInstance -Namespace root/rsop/computer -ClassName RSOP_GPO) { $sources[$policy.id] = [string] $policy.name }
$policies = @(foreach ($setting in Get-CimInstance -Namespace root/rsop/computer -ClassName RSOP_UserPrivilegeRight) {
    if ($setting.precedence -eq 1 -and $rights.Contains($setting.UserRight)) {
        $source = if ($sources.ContainsKey($setting.GPOID)) { $sources[$setting.GPOID] } else { [string] $setting.GPOID }
        @{ right = [string] $setting.UserRight; source = $source }
    }
})

# A name that nobody knows any more has no SID; it is shown all the same, because it may be one that denies.
$trustees = [ordered] @{}
foreach ($right in $rights.Keys) { foreach ($holder in $rights[$right]) { $trustees[$holder] = $null } }
foreach ($text in @($trustees.Keys)) {
    if ($text -like 'S-1-*') { $trustees[$text] = $text; continue }
    try {
        $account = New-Object -TypeName Security.Principal.NTAccount -ArgumentList $text
        $trustees[$text] = [string] $account.Translate([Security.Principal.SecurityIdentifier]).Value
    }
    catch { $trustees[$text] = $null }
}

@{
    rights   = @(foreach ($right in $rights.Keys) { @{ right = $right; trustees = $rights[$right] } })
    policies = $policies
    trustees = @(foreach ($text in $trustees.Keys) { @{ text = $text; sid = $trustees[$text] } })
}
