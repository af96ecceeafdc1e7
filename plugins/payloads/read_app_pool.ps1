# Which user rights on this node let a pool's account log on, and readers in: who holds them, who is denied, and what the
# names and SIDs that matter are to this node. Nothing is judged here.
# secedit shows what is in effect, and names as the security policy has them; it is part of every Windows. Asking LSA
# would take a compiler on the node, and tells direct holders only as well.
# arguments: {"site", "accounts": [names to ask about, beside those of the site's pools]}
# data: {"rights": [{right, holders: [SID, or a name]}], "policies": [{right, source: name of the group policy that sets it}],
#        "accounts": [{name, sid, groups: [], groups_known, reason}], "trustees": [{text, sid}],
#        "local_groups": [{sid, name, members: []}]}
param($Arguments, $Secrets)

$library = Join-Path -Path $env:SystemRoot -ChildPath 'System32\inetsrv\Microsoft.Web.Administration.dll'
if (-not (Test-Path -LiteralPath $library)) { throw "IIS is not installed on this node: there is no $library" }
Add-Type -Path $library

$manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
$site = $null
foreach ($one in $manager.get_Sites()) { if ([string] $one.get_Name() -eq $Arguments.site) { $site = $one } }
if ($null -eq $site) { throw "IIS has no site $($Arguments.site)" }

$names = [Collections.Generic.List[string]]::new()
foreach ($name in $Arguments.accounts) { if ($names -notcontains $name) { $names.Add($name) } }
$used = @(foreach ($application in $site.get_Applications()) { [string] $application.get_ApplicationPoolName() })
foreach ($pool in $manager.get_ApplicationPools()) {
    $model = $pool.get_ProcessModel()
    if ($used -contains $pool.get_Name() -and [string] $model.get_IdentityType() -eq 'SpecificUser') {
        $name = [string] $model.get_UserName()
        if ($name -and $names -notcontains $name) { $names.Add($name) }
    }
}

# --- rights ---
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

# --- names and SIDs ---
function Get-Sid($Name) {
    (New-Object -TypeName Security.Principal.NTAccount -ArgumentList $Name).Translate([Security.Principal.SecurityIdentifier]).Value
}

# Groups come from a token that the domain gives for a name without its password (S4U): all of them, nested ones and
# this node's own too.
function Get-Account($Name) {
    $sid = $null
    $groups = @()
    $known = $false
    $reason = ''
    try {
        $principal = $Name
        if ($Name -like 'S-1-*') {
            $sid = $Name
            $identifier = New-Object -TypeName Security.Principal.SecurityIdentifier -ArgumentList $Name
            $principal = $identifier.Translate([Security.Principal.NTAccount]).Value
        }
        else { $sid = Get-Sid $Name }
        $domain, $user = $principal.Split('\')
        if ($user) { $principal = "$user@$domain" }
        $identity = New-Object -TypeName Security.Principal.WindowsIdentity -ArgumentList $principal
        try {
            # Somebody else may bear this user principal name.
            if ($identity.get_User().Value -ne $sid) { throw "the domain takes $principal for $($identity.get_User().Value)" }
            $groups = @(foreach ($group in $identity.get_Groups()) { [string] $group.Value })
            $known = $true
        }
        finally { $identity.Dispose() }
    }
    catch { $reason = [string] $_.Exception.GetBaseException().Message }
    @{ name = [string] $Name; sid = $sid; groups = $groups; groups_known = $known; reason = $reason }
}

# SIDs of the members; of one that this node cannot translate, its name. Windows shows principals that belong to no
# domain, such as Authenticated Users, as this computer's: they are known by their bare names.
function Get-Member($Group) {
    $quote = if ($Group.Name.Contains("'")) { '\"' } else { "'" }
    $place = "Win32_Group.Domain=$quote$($Group.Domain)$quote,Name=$quote$($Group.Name)$quote"
    foreach ($link in Get-CimInstance -ClassName Win32_GroupUser -Filter "GroupComponent=`"$place`"") {
        $member = $link.PartComponent
        $name = "$($member.Domain)\$($member.Name)"
        try { Get-Sid $name }
        catch {
            try { if ($member.Domain -eq $Group.Domain) { Get-Sid $member.Name } else { $name } }
            catch { $name }
        }
    }
}

# A name that nobody knows any more has no SID; it is shown all the same, because it may be one that denies.
$trustees = [ordered] @{}
foreach ($right in $rights.Keys) { foreach ($holder in $rights[$right]) { $trustees[$holder] = $null } }
foreach ($text in @($trustees.Keys)) {
    if ($text -like 'S-1-*') { $trustees[$text] = $text; continue }
    try { $trustees[$text] = [string] (Get-Sid $text) }
    catch { $trustees[$text] = $null }
}
$sids = @($trustees.Values)

@{
    rights       = @(foreach ($right in $rights.Keys) { @{ right = $right; holders = $rights[$right] } })
    policies     = $policies
    accounts     = @(foreach ($name in $names) { Get-Account $name })
    trustees     = @(foreach ($text in $trustees.Keys) { @{ text = $text; sid = $trustees[$text] } })
    local_groups = @(foreach ($group in Get-CimInstance -ClassName Win32_Group -Filter 'LocalAccount = True') {
        if ($sids -contains $group.SID) {
            @{ sid = [string] $group.SID; name = [string] $group.Name; members = @(Get-Member $group) }
        }
    })
}
