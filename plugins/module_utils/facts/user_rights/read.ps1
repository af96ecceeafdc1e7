# The user rights on this node that a pool's account and the readers need: their trustees, those of the rights that deny,
# and the SIDs of the names among them. Nothing is decided here.
# secedit exports the effective rights, with names as in the security policy; it is part of every Windows. Querying LSA
# would need a compiler on the node, and returns direct trustees only as well.
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
    # 3: completed with warnings.
    $output = & "$env:SystemRoot\System32\secedit.exe" /export /areas USER_RIGHTS /cfg $file /quiet
    if ($LASTEXITCODE -notin 0, 3) { throw "secedit /export ended with $LASTEXITCODE`: $output" }
    # A right without trustees is missing or empty. SIDs begin with a star.
    foreach ($line in Get-Content -LiteralPath $file -Encoding Unicode) {
        $right, $value = $line.Split('=', 2)
        $right = $right.Trim()
        if ($null -eq $value -or -not $rights.Contains($right)) { continue }
        $rights[$right] = @(foreach ($trustee in $value.Split(',')) { if ($trustee.Trim()) { $trustee.Trim().TrimStart('*') } })
    }
}
finally { if (Test-Path -LiteralPath $file) { Remove-Item -LiteralPath $file } }

# Of several policies that set a right, the one with precedence 1 is in effect.
$sources = @{}
foreach ($policy in Get-CimInstance -Namespace root/rsop/computer -ClassName RSOP_GPO) { $sources[$policy.id] = [string] $policy.name }
$policies = @(foreach ($setting in Get-CimInstance -Namespace root/rsop/computer -ClassName RSOP_UserPrivilegeRight) {
    if ($setting.precedence -eq 1 -and $rights.Contains($setting.UserRight)) {
        $source = if ($sources.ContainsKey($setting.GPOID)) { $sources[$setting.GPOID] } else { [string] $setting.GPOID }
        @{ right = [string] $setting.UserRight; source = $source }
    }
})

# A name that cannot be resolved any more has no SID; it is reported, because it may be a trustee of a right that denies.
$trustees = [ordered] @{}
foreach ($right in $rights.Keys) { foreach ($trustee in $rights[$right]) { $trustees[$trustee] = $null } }
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
