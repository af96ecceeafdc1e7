# Who may do what with the files of a site: every list of rights below its folders, each list once, and what the names and
# SIDs that matter are to this node. Nothing is judged here: conditions and rights are text.
# arguments: {"site", "accounts": [names to ask about, beside those that IIS uses], "objects": how many to look at}
# data: {"lists": [SDDL], "holders": [{path, container, owner, list}], "inheriting": [{holder, container, list, count, paths}],
#        "unread": [{path, reason}], "objects", "complete",
#        "accounts": [{name, sid, groups: [], groups_known, reason}], "trustees": [{text, sid}],
#        "local_groups": [{sid, name, members: []}], "central_policies"}
# list: number of the list in lists. A holder has entries of its own or takes none from above; every root is one.
param($Arguments, $Secrets)

$library = Join-Path -Path $env:SystemRoot -ChildPath 'System32\inetsrv\Microsoft.Web.Administration.dll'
if (-not (Test-Path -LiteralPath $library)) { throw "IIS is not installed on this node: there is no $library" }
Add-Type -Path $library

# Getters are called as methods: an exception in a property read becomes $null, and a site that cannot be read an empty one.
$manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
$site = $null
foreach ($one in $manager.get_Sites()) { if ([string] $one.get_Name() -eq $Arguments.site) { $site = $one } }
if ($null -eq $site) { throw "IIS has no site $($Arguments.site)" }

# Roots and names, each once and as it was given first: the pools' accounts come before those that folders are opened as.
# What other computers share (\\server\...) has its lists there.
$roots = [Collections.Generic.List[string]]::new()
$names = [Collections.Generic.List[string]]::new()
$pools = [Collections.Generic.List[string]]::new()
$users = [Collections.Generic.List[string]]::new()
foreach ($name in $Arguments.accounts) { if ($names -notcontains $name) { $names.Add($name) } }
foreach ($application in $site.get_Applications()) {
    $pools.Add([string] $application.get_ApplicationPoolName())
    foreach ($directory in $application.get_VirtualDirectories()) {
        $path = [Environment]::ExpandEnvironmentVariables([string] $directory.get_PhysicalPath()).Replace('/', '\')
        if ($path.Length -gt 3) { $path = $path.TrimEnd('\') }
        if ($path -and -not $path.StartsWith('\\') -and $roots -notcontains $path) { $roots.Add($path) }
        $users.Add([string] $directory.get_UserName())
    }
}
foreach ($pool in $manager.get_ApplicationPools()) {
    $model = $pool.get_ProcessModel()
    if ($pools -contains $pool.get_Name() -and [string] $model.get_IdentityType() -eq 'SpecificUser') {
        $name = [string] $model.get_UserName()
        if ($name -and $names -notcontains $name) { $names.Add($name) }
    }
}
foreach ($name in $users) { if ($name -and $names -notcontains $name) { $names.Add($name) } }

# --- the walk: breadth first, so that a bound cuts off what is deepest ---
# Thousands of objects: no pipelines and no functions in the loop, and .NET's own objects, which cmdlets would wrap one by one.
$access = [Security.AccessControl.AccessControlSections] 'Access'
$ownership = [Security.AccessControl.AccessControlSections] 'Owner'
# An entry: a condition has brackets of its own, and texts in quotes.
$entry = [regex] '\((?>[^()"]+|"[^"]*"|(?<open>\()|(?<-open>\)))*(?(open)(?!))\)'
$lists = [Collections.Generic.List[string]]::new()
$numbers = [Collections.Generic.Dictionary[string, int]]::new()
$holds = [Collections.Generic.List[bool]]::new()
$texts = [ordered] @{}
$holders = [Collections.Generic.List[object]]::new()
$inheriting = [ordered] @{}
$unread = [Collections.Generic.List[object]]::new()
$objects = 0
$complete = $true

$queue = [Collections.Generic.Queue[object]]::new()
$items = [Collections.Generic.List[object]]::new()
$paths = [Collections.Generic.List[string]]::new()
foreach ($path in $roots) {
    try {
        $items.Add((Get-Item -LiteralPath $path -Force))
        $paths.Add($path)
    }
    catch [Management.Automation.ItemNotFoundException] { $unread.Add(@{ path = $path; reason = 'no such folder' }) }
    catch { $unread.Add(@{ path = $path; reason = $_.Exception.GetBaseException().Message }) }
}
$above = ''
$prefix = ''
while ($complete) {
    for ($at = 0; $at -lt $items.Count; $at++) {
        $item = $items[$at]
        $path = if ($prefix) { $prefix + $item.Name } else { $paths[$at] }
        $container = $item -is [IO.DirectoryInfo]
        # A root inside another one is a place of its own.
        if ($container -and $prefix -and $roots -contains $path) { continue }
        # Files without a link's type are marked too: those that deduplication has taken over, for one.
        if (($item.Attributes -band [IO.FileAttributes]::ReparsePoint) -and ($container -or $item.LinkType)) {
            $unread.Add(@{ path = $path; reason = 'a junction or link is not followed' })
            continue
        }
        if ($objects -ge $Arguments.objects) {
            $complete = $false
            break
        }
        $objects++
        $holder = $above
        try {
            $text = $item.GetAccessControl($access).GetSecurityDescriptorSddlForm($access)
            if (-not $numbers.ContainsKey($text)) {
                # P: nothing is taken from above. Of an entry's flags no two beside each other make the letters ID.
                $own = $text -match '^D:(AI|AR)*P' -or $text -notlike 'D:*' -or $text -like 'D:NO_ACCESS_CONTROL*'
                foreach ($found in $entry.Matches($text)) {
                    $fields = $found.Value.Split(';')
                    if (-not $fields[1].Contains('ID')) { $own = $true }
                    $texts[$fields[5].TrimEnd(')')] = $true
                }
                $numbers[$text] = $lists.Count
                $lists.Add($text)
                $holds.Add($own)
            }
            $number = $numbers[$text]
            if ($holds[$number] -or -not $prefix) {
                $owner = $item.GetAccessControl($ownership).GetSecurityDescriptorSddlForm($ownership)
                $holders.Add(@{ path = $path; container = $container; owner = $owner; list = $number })
                $holder = $path
            }
            else {
                # No path has this character.
                $key = "$holder|$container|$number"
                $group = $inheriting[$key]
                if ($null -eq $group) {
                    $group = @{ holder = $holder; container = $container; list = $number; count = 0; paths = @() }
                    $inheriting[$key] = $group
                }
                $group.count++
                if ($group.count -le 20) { $group.paths += $path }
            }
            if ($container) { $queue.Enqueue(@($item, $path, $holder)) }
        }
        catch { $unread.Add(@{ path = $path; reason = $_.Exception.GetBaseException().Message }) }
    }
    if (-not $complete -or -not $queue.Count) { break }
    $folder, $path, $above = $queue.Dequeue()
    $prefix = if ($path.EndsWith('\')) { $path } else { "$path\" }
    $items = @()
    try { $items = $folder.GetFileSystemInfos() }
    catch { $unread.Add(@{ path = $path; reason = $_.Exception.GetBaseException().Message }) }
}

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

$accounts = @(foreach ($name in $names) { Get-Account $name })
$trustees = [ordered] @{}
foreach ($holder in $holders) { $trustees[$holder.owner -replace '^O:'] = '' }
foreach ($text in $texts.Keys) { $trustees[$text] = '' }
foreach ($text in @($trustees.Keys)) {
    $trustees[$text] = [string] (New-Object -TypeName Security.Principal.SecurityIdentifier -ArgumentList $text).Value
}
$sids = @($trustees.Values)
$policies = 'HKLM:\SYSTEM\CurrentControlSet\Control\Lsa\CentralizedAccessPolicies\CAPs'

@{
    lists            = $lists.ToArray()
    holders          = $holders.ToArray()
    inheriting       = @($inheriting.Values)
    unread           = $unread.ToArray()
    objects          = $objects
    complete         = $complete
    accounts         = $accounts
    trustees         = @(foreach ($text in $trustees.Keys) { @{ text = $text; sid = $trustees[$text] } })
    local_groups     = @(foreach ($group in Get-CimInstance -ClassName Win32_Group -Filter 'LocalAccount = True') {
        if ($sids -contains $group.SID) {
            @{ sid = [string] $group.SID; name = [string] $group.Name; members = @(Get-Member $group) }
        }
    })
    # Deployed by group policy; each has a key of its own below this one.
    central_policies = (Test-Path -LiteralPath $policies) -and @(Get-ChildItem -LiteralPath $policies).Count -gt 0
}
