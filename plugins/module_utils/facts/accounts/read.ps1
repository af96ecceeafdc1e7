# The SIDs and groups of the accounts that a site depends on, and the members of local groups. Nothing is decided here.
# arguments: {"site", "accounts": [names to ask about, before those that IIS uses]}
# data: {"accounts": [{name, sid, groups: [], groups_known, reason}], "local_groups": [{sid, name, members: []}]}
param($Arguments, $Secrets)

#uses facts/iis/library.ps1
#uses facts/iis/site.ps1

# Each once, as it is given first: the pools' accounts come before those of virtual directories.
$names = [Collections.Generic.List[string]]::new()
$pools = [Collections.Generic.List[string]]::new()
$users = [Collections.Generic.List[string]]::new()
foreach ($name in $Arguments.accounts) { if ($names -notcontains $name) { $names.Add($name) } }
foreach ($application in $site.get_Applications()) {
    $pools.Add([string] $application.get_ApplicationPoolName())
    foreach ($directory in $application.get_VirtualDirectories()) { $users.Add([string] $directory.get_UserName()) }
}
foreach ($pool in $manager.get_ApplicationPools()) {
    $model = $pool.get_ProcessModel()
    if ($pools -contains $pool.get_Name() -and [string] $model.get_IdentityType() -eq 'SpecificUser') {
        $name = [string] $model.get_UserName()
        if ($name -and $names -notcontains $name) { $names.Add($name) }
    }
}
foreach ($name in $users) { if ($name -and $names -notcontains $name) { $names.Add($name) } }

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
            # Another account may have this user principal name.
            if ($identity.get_User().Value -ne $sid) { throw "the domain resolves $principal to $($identity.get_User().Value)" }
            $groups = @(foreach ($group in $identity.get_Groups()) { [string] $group.Value })
            $known = $true
        }
        finally { $identity.Dispose() }
    }
    catch { $reason = [string] $_.Exception.GetBaseException().Message }
    @{ name = [string] $Name; sid = $sid; groups = $groups; groups_known = $known; reason = $reason }
}

# SIDs of the members; of one that this node cannot translate, its name. Windows shows principals that belong to no
# domain, such as Authenticated Users, as this computer's: they are resolved by their bare names.
function Get-GroupMember($Group) {
    $quote = if ($Group.Name.Contains("'")) { '\"' } else { "'" }
    $path = "Win32_Group.Domain=$quote$($Group.Domain)$quote,Name=$quote$($Group.Name)$quote"
    foreach ($link in Get-CimInstance -ClassName Win32_GroupUser -Filter "GroupComponent=`"$path`"") {
        $member = $link.PartComponent
        $name = "$($member.Domain)\$($member.Name)"
        try { Get-Sid $name }
        catch {
            try { if ($member.Domain -eq $Group.Domain) { Get-Sid $member.Name } else { $name } }
            catch { $name }
        }
    }
}

# All local groups, because user rights and DACLs may contain any of them: a member server has some thirty, most of them
# empty. Each is queried separately. Links have no property LocalAccount, and one query for all of them would include
# the groups of the domain: enumerating accounts "on a large network can negatively
# affect performance" (Win32_UserAccount), tens of thousands have been seen (puppet, pull request 1992).
# A domain controller has no groups of its own but the built-in ones. The others there are the domain's (DomainRole 4
# and 5): they may be thousands, hold each other, and are in the tokens, as on every other computer of the domain.
$ofDomain = (Get-CimInstance -ClassName Win32_ComputerSystem).DomainRole -ge 4
$localGroups = @(foreach ($group in Get-CimInstance -ClassName Win32_Group -Filter 'LocalAccount = True') {
    if ($ofDomain -and $group.SID -notlike 'S-1-5-32-*') { continue }
    @{ sid = [string] $group.SID; name = [string] $group.Name; members = @(Get-GroupMember $group) }
})

@{
    accounts     = @(foreach ($name in $names) { Get-Account $name })
    local_groups = $localGroups
}
