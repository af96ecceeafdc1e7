# The paths of a site below its applications, and the application that each belongs to.
# Payloads begin with these lines, after library.ps1: all of them become one line there.

# The application that a path of a site belongs to, by the longest path.
function Find-Application($Applications, $Path) {
    $found = $null
    foreach ($one in $Applications) {
        $above = ([string] $one.get_Path()).TrimEnd('/')
        if (-not "$Path/".StartsWith("$above/", 'OrdinalIgnoreCase')) { continue }
        if (-not $found -or $above.Length -gt ([string] $found.get_Path()).TrimEnd('/').Length) { $found = $one }
    }
    $found
}

# Paths of a site below its applications: virtual directories, and what applicationHost.config has a section for in a tag.
function Get-Path($Site, $Applications, $Configuration) {
    $roots = @(foreach ($one in $Applications) { [string] $one.get_Path() })
    $found = @{}
    foreach ($one in $Applications) {
        foreach ($directory in $one.get_VirtualDirectories()) {
            $path = ([string] $one.get_Path()).TrimEnd('/') + [string] $directory.get_Path()
            if ($directory.get_Path() -ne '/' -and $roots -notcontains $path) { $found[$path] = $false }
        }
    }
    foreach ($location in $Configuration.GetLocationPaths()) {
        $name, $rest = ([string] $location).Trim('/').Split('/', 2)
        if ($name -ne $Site -or -not $rest -or $roots -contains "/$rest" -or $found.ContainsKey("/$rest")) { continue }
        # One that cannot be read is a location too, and shows why.
        foreach ($section in 'windowsAuthentication', 'anonymousAuthentication') {
            $stored = $(try { $Configuration.GetSection("$folder/$section", $location).get_IsLocallyStored() } catch { $true })
            if ($stored) { $found["/$rest"] = $true }
        }
    }
    foreach ($path in $found.Keys | Sort-Object) { @{ path = [string] $path; location = $found[$path] } }
}
