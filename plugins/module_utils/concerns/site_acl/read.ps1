# The permissions on the files of a site: every different DACL below its folders, and the SIDs of the names in them. Nothing
# is decided here: conditions and rights are text.
# arguments: {"site", "objects": how many to read}
# data: {"dacls": [SDDL], "secured_objects": [{path, container, owner, dacl}],
#        "inheriting": [{secured_object, container, dacl, count, paths}],
#        "parents": [{root, path: of the folder that holds it, dacl, reason}], "links": [{path: of a root, target}],
#        "unread": [{path, reason}], "too_long": {count, path: the first}, "objects", "complete",
#        "trustees": [{text, sid}], "names": [{sid, name}], "central_policies"}
# dacl: number in dacls. A secured object has explicit entries or a protected DACL; every root is one.
param($Arguments, $Secrets)

#uses facts/iis/library.ps1
#uses facts/iis/site.ps1
#uses facts/accounts/names.ps1

# Each root once, as it is configured first. Content on a share (\\server\...) has its DACLs on the other computer.
$roots = [Collections.Generic.List[string]]::new()
foreach ($application in $site.get_Applications()) {
    foreach ($directory in $application.get_VirtualDirectories()) {
        $path = [Environment]::ExpandEnvironmentVariables([string] $directory.get_PhysicalPath()).Replace('/', '\')
        if ($path.Length -gt 3) { $path = $path.TrimEnd('\') }
        if ($path -and -not $path.StartsWith('\\') -and $roots -notcontains $path) { $roots.Add($path) }
    }
}

# --- the walk: breadth first, so that a bound cuts off what is deepest ---
# Thousands of objects: no pipelines and no functions in the loop, and .NET's own objects, which cmdlets would wrap one by one.
$access = [Security.AccessControl.AccessControlSections] 'Access'
$ownership = [Security.AccessControl.AccessControlSections] 'Owner'
# An entry: a condition has brackets of its own, and texts in quotes.
$entry = [regex] '\((?>[^()"]+|"[^"]*"|(?<open>\()|(?<-open>\)))*(?(open)(?!))\)'
$dacls = [Collections.Generic.List[string]]::new()
$numbers = [Collections.Generic.Dictionary[string, int]]::new()
$holds = [Collections.Generic.List[bool]]::new()
$texts = [ordered] @{}
$secured = [Collections.Generic.List[object]]::new()
$inheriting = [ordered] @{}
$parents = [Collections.Generic.List[object]]::new()
$links = [Collections.Generic.List[object]]::new()
$unread = [Collections.Generic.List[object]]::new()
$too_long = @{ count = 0; path = '' }
$objects = 0
$complete = $true

$queue = [Collections.Generic.Queue[object]]::new()
$items = [Collections.Generic.List[object]]::new()
$paths = [Collections.Generic.List[string]]::new()
# Folders that are the root of a volume, with their last backslash.
$volumes = [Collections.Generic.List[string]]::new()
foreach ($path in $roots.ToArray()) {
    try {
        $item = Get-Item -LiteralPath $path -Force
        # A root may be a link to the folder of the present release. A mounted volume has its own identifier as a target.
        for ($steps = 0; ($item.Attributes -band [IO.FileAttributes]::ReparsePoint) -and $item.LinkType; $steps++) {
            $target = ([string] $item.Target).TrimEnd('\')
            if ($target -like 'Volume{*') { $volumes.Add("$path\"); break }
            if ($steps -eq 10) { throw 'it is a link to a link, and so on: give the site the folder itself' }
            if ($target -notmatch '^[A-Za-z]:\\.') { throw "it is a link to $target, which is not followed: give the site the folder itself" }
            $links.Add(@{ path = $path; target = $target })
            $path = $target
            $item = Get-Item -LiteralPath $path -Force
        }
        if ($paths -contains $path) { continue }
        $items.Add($item)
        $paths.Add($path)
        if ($roots -notcontains $path) { $roots.Add($path) }
        if ($path.Length -le 3) { $volumes.Add($path) }
    }
    catch [Management.Automation.ItemNotFoundException] { $unread.Add(@{ path = $path; reason = 'no such folder' }) }
    catch { $unread.Add(@{ path = $path; reason = $_.Exception.GetBaseException().Message }) }
}
$tops = $items
$above = ''
$prefix = ''
while ($complete) {
    for ($at = 0; $at -lt $items.Count; $at++) {
        $item = $items[$at]
        $path = if ($prefix) { $prefix + $item.Name } else { $paths[$at] }
        $container = $item -is [IO.DirectoryInfo]
        if ($container -and $prefix) {
            # A root inside another one is read as a root.
            if ($roots -contains $path) { continue }
            # Windows' own, which nobody else may open and no site serves.
            if ($volumes -contains $prefix -and 'System Volume Information', '$RECYCLE.BIN' -contains $item.Name) { continue }
        }
        # Some files that are no links have this attribute too: deduplicated ones, for example.
        if ($prefix -and ($item.Attributes -band [IO.FileAttributes]::ReparsePoint) -and ($container -or $item.LinkType)) {
            $unread.Add(@{ path = $path; reason = 'a junction or link is not followed' })
            continue
        }
        if ($objects -ge $Arguments.objects) {
            $complete = $false
            break
        }
        $objects++
        $secured_object = $above
        try {
            $text = $item.GetAccessControl($access).GetSecurityDescriptorSddlForm($access)
            if (-not $numbers.ContainsKey($text)) {
                # P: nothing is inherited. Of an entry's flags no two beside each other make the letters ID.
                $own = $text -match '^D:(AI|AR)*P' -or $text -notlike 'D:*' -or $text -like 'D:NO_ACCESS_CONTROL*'
                foreach ($found in $entry.Matches($text)) {
                    $fields = $found.Value.Split(';')
                    if (-not $fields[1].Contains('ID')) { $own = $true }
                    $texts[$fields[5].TrimEnd(')')] = $true
                }
                $numbers[$text] = $dacls.Count
                $dacls.Add($text)
                $holds.Add($own)
            }
            $number = $numbers[$text]
            if ($holds[$number] -or -not $prefix) {
                $owner = $item.GetAccessControl($ownership).GetSecurityDescriptorSddlForm($ownership)
                $secured.Add(@{ path = $path; container = $container; owner = $owner; dacl = $number })
                $secured_object = $path
            }
            else {
                # No path has this character.
                $key = "$secured_object|$container|$number"
                $group = $inheriting[$key]
                if ($null -eq $group) {
                    $group = @{ secured_object = $secured_object; container = $container; dacl = $number; count = 0; paths = @() }
                    $inheriting[$key] = $group
                }
                $group.count++
                if ($group.count -le 20) { $group.paths += $path }
            }
            if ($container) { $queue.Enqueue(@($item, $path, $secured_object)) }
        }
        catch {
            $cause = $_.Exception.GetBaseException()
            # Temporary files and uploads come and go. Where their folder is gone too, .NET has no exception of its own for it.
            $gone = $cause -is [IO.FileNotFoundException] -or $cause -is [IO.DirectoryNotFoundException]
            if ($cause -is [InvalidOperationException]) {
                $item.Refresh()
                $gone = -not $item.Exists
            }
            if ($prefix -and $gone) { $objects-- }
            elseif ($cause -is [IO.PathTooLongException]) {
                if (-not $too_long.count++) { $too_long.path = $path }
            }
            else { $unread.Add(@{ path = $path; reason = $cause.Message }) }
        }
    }
    if (-not $complete -or -not $queue.Count) { break }
    $folder, $path, $above = $queue.Dequeue()
    $prefix = if ($path.EndsWith('\')) { $path } else { "$path\" }
    $items = @()
    try { $items = $folder.GetFileSystemInfos() }
    catch {
        $cause = $_.Exception.GetBaseException()
        # Below a root, a folder that is gone has nothing in it any more.
        if ($cause -is [IO.DirectoryNotFoundException] -and $paths -notcontains $path) { continue }
        if ($cause -is [IO.PathTooLongException]) {
            if (-not $too_long.count++) { $too_long.path = $path }
        }
        else { $unread.Add(@{ path = $path; reason = $cause.Message }) }
    }
}

# --- the folders that hold the roots: what a root inherits when it is written comes from there ---
for ($at = 0; $at -lt $paths.Count; $at++) {
    $path = $paths[$at]
    if ($path.Length -le 3 -or $tops[$at] -isnot [IO.DirectoryInfo]) { continue }
    $folder = $path.Substring(0, $path.LastIndexOf('\'))
    $parent = @{ root = $path; path = $(if ($folder.Length -eq 2) { "$folder\" } else { $folder }); dacl = $null; reason = '' }
    try {
        $text = $tops[$at].Parent.GetAccessControl($access).GetSecurityDescriptorSddlForm($access)
        if (-not $numbers.ContainsKey($text)) {
            foreach ($found in $entry.Matches($text)) { $texts[$found.Value.Split(';')[5].TrimEnd(')')] = $true }
            $numbers[$text] = $dacls.Count
            $dacls.Add($text)
        }
        $parent['dacl'] = $numbers[$text]
    }
    catch { $parent['reason'] = $_.Exception.GetBaseException().Message }
    $parents.Add($parent)
}

$trustees = [ordered] @{}
foreach ($secured_object in $secured) { $trustees[$secured_object.owner -replace '^O:'] = '' }
foreach ($text in $texts.Keys) { $trustees[$text] = '' }
foreach ($text in @($trustees.Keys)) {
    try { $trustees[$text] = [string] (New-Object -TypeName Security.Principal.SecurityIdentifier -ArgumentList $text).Value }
    # The objects that have it are "could not check", and no others.
    catch { $trustees.Remove($text) }
}
$policies = 'HKLM:\SYSTEM\CurrentControlSet\Control\Lsa\CentralizedAccessPolicies\CAPs'

@{
    dacls            = $dacls.ToArray()
    secured_objects  = $secured.ToArray()
    inheriting       = @($inheriting.Values)
    parents          = $parents.ToArray()
    links            = $links.ToArray()
    unread           = $unread.ToArray()
    too_long         = $too_long
    objects          = $objects
    complete         = $complete
    trustees         = @(foreach ($text in $trustees.Keys) { @{ text = $text; sid = $trustees[$text] } })
    names            = @(Get-DomainNames $trustees.Values)
    # Deployed by group policy; each has a key of its own below this one.
    central_policies = (Test-Path -LiteralPath $policies) -and @(Get-ChildItem -LiteralPath $policies).Count -gt 0
}
