# Win32_Group and Win32_GroupUser over state.accounts.local_groups.

function Show-cimv2.Win32_Group($Filter) {
    if ($Filter -and $Filter -notmatch '^LocalAccount ?= ?True$') { throw "not emulated: Win32_Group with the filter $Filter" }
    foreach ($group in $State.accounts.local_groups) {
        [pscustomobject]@{
            PSTypeName   = 'Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_Group'
            Domain       = [string] $State.computer.name
            Name         = [string] $group.name
            SID          = [string] $group.sid
            LocalAccount = $true
        }
    }
}

function Show-cimv2.Win32_GroupUser($Filter) {
    if ($Filter -notmatch '^GroupComponent ?= ?"Win32_Group\.Domain=(?<q>''|\\")(?<domain>.+)\k<q>,Name=\k<q>(?<name>.+)\k<q>"$') {
        throw "not emulated: Win32_GroupUser with the filter $Filter"
    }
    if ($Matches.domain -ne $State.computer.name) { return }
    if ($Matches.q -eq "'" -and $Matches.name.Contains("'")) { throw 'Invalid query ' }
    foreach ($group in $State.accounts.local_groups) {
        if ($group.name -eq $Matches.name) { foreach ($member in $group.members) { New-GroupUser $group $member } }
    }
}

# A principal that no domain has, such as Authenticated Users, is shown as one of this computer.
function New-GroupUser($Group, $Member) {
    $domain, $name = $Member.name -split '\\', 2
    if (-not $name) { $domain, $name = $State.computer.name, $Member.name }
    if ($domain -in 'NT AUTHORITY', 'BUILTIN') { $domain = $State.computer.name }
    [pscustomobject]@{
        PSTypeName     = 'Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_GroupUser'
        GroupComponent = [pscustomobject]@{ Domain = [string] $State.computer.name; Name = [string] $Group.name }
        PartComponent  = [pscustomobject]@{ Domain = [string] $domain; Name = [string] $name }
    }
}
