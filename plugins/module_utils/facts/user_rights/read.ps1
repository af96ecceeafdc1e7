# The user rights on this node that a pool's account and the readers need: their trustees, those of the rights that deny,
# and the SIDs of the names among them. Nothing is decided here.
# secedit exports the effective rights, with names as in the security policy; it is part of every Windows. Querying LSA
# would need a compiler on the node, and returns direct trustees only as well.
# data: {"rights": [{right, trustees: [SID, or a name]}], "policies": [{right, source: name of the group policy that sets it}],
#        "policies_unknown": why the node cannot tell which policies set rights, else "", "trustees": [{text, sid}], "names": [{sid, name}]}
param($Arguments, $Secrets)

#uses facts/accounts/names.ps1

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

# Group Policy writes down what it has applied, unless a policy switches that off (RSoPLogging): then there is nothing here, and
# a policy may still set a right. On a computer of a domain something is always applied.
function Get-PolicyGap($Applied) {
    $key = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\System'
    $logging = if (Test-Path -LiteralPath $key) { (Get-Item -LiteralPath $key).GetValue('RSoPLogging') } else { $null }
    if ($logging -eq 0) { return 'a policy has switched off the logging of applied policies (RSoPLogging)' }
    $inDomain = (Get-CimInstance -ClassName Win32_ComputerSystem).PartOfDomain
    if ($inDomain -and -not $Applied.Count) { return 'Windows shows no policy as applied (RSOP_GPO), which is not so in a domain' }
    ''
}

# Of several policies that set a right, the one with precedence 1 is in effect.
$sources = @{}
$settings = @()
$gap = ''
try {
    foreach ($policy in Get-CimInstance -Namespace root/rsop/computer -ClassName RSOP_GPO) { $sources[$policy.id] = [string] $policy.name }
    $settings = @(Get-CimInstance -Namespace root/rsop/computer -ClassName RSOP_UserPrivilegeRight)
    $gap = Get-PolicyGap $sources
}
catch { $gap = "Windows does not show what was applied: $($_.Exception.GetBaseException().Message.Trim())" }
$policies = @(foreach ($setting in $settings) {
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
    rights = @(foreach ($right in $rights.Keys) { @{ right = $right; trustees = $rights[$right] } })
    policies = $policies
    policies_unknown = $gap
    trustees = @(foreach ($text in $trustees.Keys) { @{ text = $text; sid = $trustees[$text] } })
    names = @(Get-DomainNames $trustees.Values)
}
