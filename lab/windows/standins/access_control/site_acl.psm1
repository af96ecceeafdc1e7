# state.site_acl as a real tree of files and folders, whose descriptors access_control.psm1 keeps.

$centralPolicies = 'SYSTEM\CurrentControlSet\Control\Lsa\CentralizedAccessPolicies\CAPs'

function Enter-site_acl($Concern) {
    foreach ($object in $Concern.parents) {
        $file = $descriptors.FileOf($object.path)
        $null = [IO.Directory]::CreateDirectory($file)
        $descriptors.Put($file, $object.sddl)
    }
    foreach ($path in $Concern.vanishing) { $null = $descriptors.Vanishing.Add($path) }
    $descriptors.LegacyPaths = $Concern.legacy_paths
    foreach ($junction in $Concern.junctions) { New-Junction $junction }
    foreach ($object in $Concern.objects) {
        $file = $descriptors.FileOf($object.path)
        $null = [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($file))
        if ($Concern.links -contains $object.path) { New-Link $object.path $object.container }
        elseif ($object.container) { $null = [IO.Directory]::CreateDirectory($file) }
        else { [IO.File]::WriteAllText($file, '') }
        $descriptors.Put($file, $object.sddl)
    }
    foreach ($path in $Concern.links) { New-Link $path $true }
    if ($Concern.central_policies) { $null = $Machine.Make("$centralPolicies\0") }
}

# Those that were there in their order, then what the job has made.
function Exit-site_acl($Concern) {
    $descriptors.Unreadable.Clear()
    $descriptors.Vanishing.Clear()
    $descriptors.LegacyPaths = $false
    $files = @(foreach ($object in $Concern.objects) { $descriptors.FileOf($object.path) })
    $new = @(if ($files) { Get-NewItem $files[0] ([Collections.Generic.HashSet[string]] $files) })
    $Concern.objects = @(
        foreach ($object in $Concern.objects) {
            $file = $descriptors.FileOf($object.path)
            if (-not [IO.Path]::Exists($file)) {
                # What vanishes does so anew in every job.
                if (@($Concern.vanishing | Where-Object { "$($object.path)\".StartsWith("$($_.TrimEnd('\'))\") })) { $object }
                continue
            }
            $object.sddl = $descriptors.Find($file).Stored
            $object
        }
        foreach ($item in $new) {
            $path = 'C:' + $item.FullName.Substring($Root.Length).Replace('/', '\')
            [ordered] @{ path = $path; container = $item -is [IO.DirectoryInfo]; sddl = $descriptors.Find($item.FullName).Stored }
        }
    )
}

# A root that is a link, or a mounted volume, whose content stands below its own path.
function New-Junction($Junction) {
    $file = $descriptors.FileOf($Junction.path)
    # IIS makes the folders of its sites.
    if ([IO.Directory]::Exists($file)) { [IO.Directory]::Delete($file) }
    $null = [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($file))
    $behind = "$Root/Volumes/1"
    if ($Junction.target -like 'Volume{*') { $null = [IO.Directory]::CreateDirectory($behind) }
    else { $behind = $descriptors.FileOf($Junction.target) }
    $null = [IO.Directory]::CreateSymbolicLink($file, $behind)
    $descriptors.Targets[$Junction.path] = $Junction.target
}

# Leads to a folder outside the tree, which the concern does not look into.
function New-Link([string] $Path, [bool] $Container) {
    $file = $descriptors.FileOf($Path)
    if (Test-Path -LiteralPath $file) { return }
    if ($Container) { $null = [IO.Directory]::CreateSymbolicLink($file, "$Root/Windows") }
    else { $null = [IO.File]::CreateSymbolicLink($file, [Environment]::ProcessPath) }
}

function Get-NewItem([string] $Folder, [Collections.Generic.HashSet[string]] $Known) {
    if (-not [IO.Directory]::Exists($Folder)) { return }
    foreach ($item in $descriptors.List($Folder)) {
        if (-not $Known.Contains($item.FullName)) { $item }
        if ($item -is [IO.DirectoryInfo] -and -not $item.LinkTarget) { Get-NewItem $item.FullName $Known }
    }
}
