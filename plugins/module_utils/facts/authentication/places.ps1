# What a change of a location may break: each place at or below it, as it is read before and after.
# Payloads begin with these lines, after providers.ps1 and message.ps1: all of them become one line there.
$windowsSection = 'system.webServer/security/authentication/windowsAuthentication'
$anonymousSection = 'system.webServer/security/authentication/anonymousAuthentication'

# Paths with a web.config below a virtual directory. They count only where the section is unlocked.
function Get-WebPath($Manager, $Site, $Path, $Directory) {
    $web = $Manager.GetWebConfiguration($Site, $Path)
    if ($web.GetSection($windowsSection).get_IsLocked()) { return }
    $root = [Environment]::ExpandEnvironmentVariables([string] $Directory.get_PhysicalPath())
    foreach ($file in Get-ChildItem -LiteralPath $root -Filter web.config -Recurse -Name -File -ErrorAction Ignore) {
        $rest = (Split-Path -Path $file -Parent).Replace('\', '/')
        if ($rest) { $Path.TrimEnd('/') + "/$rest" }
    }
}

# Each place at or below these locations -> {error, web: why its tag or its web.config cannot be read, else "";
# added, web_added: providers that they add to inherited ones}.
# Places: applications, virtual directories, location tags, and folders with a web.config that counts.
function Get-Place($Manager, $Above) {
    $configuration = $Manager.GetApplicationHostConfiguration()
    $paths = [ordered] @{}
    foreach ($site in $Manager.get_Sites()) {
        $name = [string] $site.get_Name()
        if (-not @($Above | Where-Object { "$_/".StartsWith("$name/", 'OrdinalIgnoreCase') })) { continue }
        foreach ($application in $site.get_Applications()) {
            foreach ($directory in $application.get_VirtualDirectories()) {
                $path = ([string] $application.get_Path()).TrimEnd('/') + [string] $directory.get_Path()
                if ($path -ne '/') { $path = $path.TrimEnd('/') }
                $paths["$name$path"] = @($name, $path)
                # What cannot be read is shown with the place itself.
                $below = $(try { @(Get-WebPath $Manager $name $path $directory) } catch { @() })
                foreach ($one in $below) { $paths["$name$one"] = @($name, [string] $one) }
            }
        }
        foreach ($location in $configuration.GetLocationPaths()) {
            $first, $rest = ([string] $location).Trim('/').Split('/', 2)
            if ($first -eq $name -and $rest -and -not $paths.Contains("$name/$rest")) { $paths["$name/$rest"] = @($name, "/$rest") }
        }
    }
    $found = @{}
    foreach ($key in $paths.Keys) {
        if (-not (Test-Below $key $Above)) { continue }
        $at = ([string] $key).TrimEnd('/')
        $one = @{ error = ''; web = ''; added = @(); web_added = @() }
        $found[$at] = $one
        try {
            $stored = $configuration.GetSection($windowsSection, $at)
            $inherited = Get-SectionAbove $configuration $windowsSection $at
            $one['added'] = @(Get-AddedProvider $stored $inherited $true)
            $null = $configuration.GetSection($anonymousSection, $at).GetAttributeValue('enabled')
        }
        catch { $one['error'] = Get-Message $_; continue }
        try {
            $web = $Manager.GetWebConfiguration($paths[$key][0], $paths[$key][1])
            $section = $web.GetSection($windowsSection)
            $null = $web.GetSection($anonymousSection).GetAttributeValue('enabled')
            $one['web_added'] = @(Get-AddedProvider $section $stored $true)
        }
        catch { $one['web'] = Get-Message $_ }
    }
    $found
}

function Test-Below($Name, $Above) {
    foreach ($one in $Above) { if ("$($Name.TrimEnd('/'))/".StartsWith("$one/", 'OrdinalIgnoreCase')) { return $true } }
    $false
}

# The first place that could be read before, and cannot be read now.
function Find-Broken($Before, $After) {
    foreach ($place in $After.Keys) {
        if (-not $Before.ContainsKey($place)) { continue }
        if ($After[$place]['error'] -and -not $Before[$place]['error']) { return "$place`: $($After[$place]['error'])" }
        if ($After[$place]['web'] -and -not $Before[$place]['web'] -and -not $Before[$place]['error']) { return "$place`: $($After[$place]['web'])" }
    }
}
