# The permissions on the files of a site: every different DACL below its folders, and the SIDs of the names in them. Nothing
# is decided here: conditions and rights are text.
# arguments: {"site", "objects": how many to read}
# data: {"dacls": [SDDL], "secured_objects": [{path, container, owner, dacl}],
#        "inheriting": [{secured_object, container, dacl, count, paths}],
#        "unread": [{path, reason}], "objects", "complete", "trustees": [{text, sid}], "central_policies"}
# dacl: number in dacls. A secured object has explicit entries or a protected DACL; every root is one.
param($Arguments, $Secrets)

#uses facts/iis/library.ps1
#uses facts/iis/site.ps1

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
        # A root inside another one is read as a root.
        if ($container -and $prefix -and $roots -contains $path) { continue }
        # Some files that are no links have this attribute too: deduplicated ones, for example.
        if (($item.Attributes -band [IO.FileAttributes]::ReparsePoint) -and ($container -or $item.LinkType)) {
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
        catch { $unread.Add(@{ path = $path; reason = $_.Exception.GetBaseException().Message }) }
    }
    if (-not $complete -or -not $queue.Count) { break }
    $folder, $path, $above = $queue.Dequeue()
    $prefix = if ($path.EndsWith('\')) { $path } else { "$path\" }
    $items = @()
    try { $items = $folder.GetFileSystemInfos() }
    catch { $unread.Add(@{ path = $path; reason = $_.Exception.GetBaseException().Message }) }
}

$trustees = [ordered] @{}
foreach ($secured_object in $secured) { $trustees[$secured_object.owner -replace '^O:'] = '' }
foreach ($text in $texts.Keys) { $trustees[$text] = '' }
foreach ($text in @($trustees.Keys)) {
    $trustees[$text] = [string] (New-Object -TypeName Security.Principal.SecurityIdentifier -ArgumentList $text).Value
}
$policies = 'HKLM:\SYSTEM\CurrentControlSet\Control\Lsa\CentralizedAccessPolicies\CAPs'

@{
    dacls            = $dacls.ToArray()
    secured_objects  = $secured.ToArray()
    inheriting       = @($inheriting.Values)
    unread           = $unread.ToArray()
    objects          = $objects
    complete         = $complete
    trustees         = @(foreach ($text in $trustees.Keys) { @{ text = $text; sid = $trustees[$text] } })
    # Deployed by group policy; each has a key of its own below this one.
    central_policies = (Test-Path -LiteralPath $policies) -and @(Get-ChildItem -LiteralPath $policies).Count -gt 0
}
