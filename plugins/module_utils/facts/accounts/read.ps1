# The SIDs and groups of the accounts that a site depends on, and the members of local groups. Nothing is decided here.
# arguments: {"site", "accounts": [names to ask about, before those that IIS uses]}
# data: {"accounts": [{name, sid, groups: [], groups_known, reason, code: number of the error or null}],
#        "local_groups": [{sid, name, members: []}]}
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

$computer = Get-CimInstance -ClassName Win32_ComputerSystem

function Get-Sid($Name) {
    (New-Object -TypeName Security.Principal.NTAccount -ArgumentList $Name).Translate([Security.Principal.SecurityIdentifier]).Value
}

# What .NET says is the text of an error of Windows, in its language, without the number (WindowsIdentity, KerbS4ULogon):
# 1312 where this session has no credentials, 1326 where the name is no user's or its groups may not be read.
function Get-ErrorNumber($Problem) {
    if ($Problem -is [UnauthorizedAccessException]) { return 5 }
    foreach ($number in 1312, 1326) {
        $known = New-Object -TypeName ComponentModel.Win32Exception -ArgumentList $number
        if (([string] $Problem.Message).Trim().TrimEnd('.') -eq $known.Message.Trim().TrimEnd('.')) { return $number }
    }
    $null
}

# The names by which the domain may know an account: with the DNS name of this computer's domain, and with the short
# name of its own domain, which not every domain controller takes for a user principal name.
function Get-PrincipalName($Name) {
    $domain, $user = $Name.Split('\')
    if (-not $user) { return $Name }
    if ($computer.PartOfDomain) { "$user@$($computer.Domain)" }
    "$user@$domain"
}

function Get-TokenGroup($Principal, $Sid) {
    $identity = New-Object -TypeName Security.Principal.WindowsIdentity -ArgumentList $Principal
    try {
        # Another account may have this user principal name.
        if ($identity.get_User().Value -ne $Sid) { throw "the domain resolves $Principal to $($identity.get_User().Value)" }
        foreach ($group in $identity.get_Groups()) { [string] $group.Value }
    }
    finally { $identity.Dispose() }
}

# The name of a managed service account, or of a computer, ends in $; that of a user does not. Null where Windows knows no such name.
function Get-OtherSpelling($Name) {
    if ($Name -like 'S-1-*') { return $null }
    $user, $domain = $Name.Split('@')
    $other = if ($user.EndsWith('$')) { $user.TrimEnd('$') } else { $user + '$' }
    if ($domain) { $other = "$other@$domain" }
    try { $null = Get-Sid $other } catch { return $null }
    $other
}

# Groups come from a token that the domain gives for a name without its password (S4U): all of them, nested ones and
# this node's own too.
function Get-Account($Name) {
    $answer = @{ name = [string] $Name; sid = $null; groups = @(); groups_known = $false; reason = ''; code = $null }
    try {
        $account = $Name
        if ($Name -like 'S-1-*') {
            $answer.sid = $Name
            $identifier = New-Object -TypeName Security.Principal.SecurityIdentifier -ArgumentList $Name
            $account = $identifier.Translate([Security.Principal.NTAccount]).Value
        }
        else { $answer.sid = Get-Sid $Name }
    }
    catch {
        $answer.reason = $_.Exception.GetBaseException().Message.Trim()
        if ($other = Get-OtherSpelling $Name) { $answer.reason += "; Windows knows $other" }
        return $answer
    }
    foreach ($principal in Get-PrincipalName $account) {
        try {
            $answer.groups = @(Get-TokenGroup $principal $answer.sid)
            $answer.groups_known = $true
            $answer.reason = ''
            $answer.code = $null
            break
        }
        catch {
            $problem = $_.Exception.GetBaseException()
            $answer.reason = $problem.Message.Trim()
            $answer.code = Get-ErrorNumber $problem
            if ($answer.code -eq 1312) { break }
        }
    }
    $answer
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
$ofDomain = $computer.DomainRole -ge 4
$localGroups = @(foreach ($group in Get-CimInstance -ClassName Win32_Group -Filter 'LocalAccount = True') {
    if ($ofDomain -and $group.SID -notlike 'S-1-5-32-*') { continue }
    @{ sid = [string] $group.SID; name = [string] $group.Name; members = @(Get-GroupMember $group) }
})

@{
    accounts     = @(foreach ($name in $names) { Get-Account $name })
    local_groups = $localGroups
}
