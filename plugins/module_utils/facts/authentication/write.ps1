# Changes the authentication of applications, in location tags of applicationHost.config, in one commit.
# arguments: {"locations": [{location, expected: {windows, anonymous: each setting below as it was read}, windows: {what changes},
#             anonymous}]}; a setting that is not named keeps its value, also where it is inherited from a location that
# changes: it is made explicit there, at applications. A folder below one without an explicit value inherits it. web.config is
# never changed. A change after which a place below could not be read is refused, or taken back in the same call.
param($Arguments, $Secrets)

#uses facts/iis/library.ps1
#uses facts/iis/wait.ps1
#uses facts/authentication/providers.ps1
#uses facts/authentication/message.ps1
#uses facts/authentication/places.ps1
#uses facts/authentication/duplicates.ps1
#uses facts/authentication/settings.ps1

# Location -> both sections there, as applicationHost.config has them; sites and applications before those below them. One whose
# tag cannot be read is left out, unless it is to be written: IIS serves all others.
function Get-Locations($Manager) {
    $configuration = $Manager.GetApplicationHostConfiguration()
    $names = @(foreach ($site in $Manager.get_Sites()) {
        foreach ($application in $site.get_Applications()) {
            ([string] $site.get_Name() + [string] $application.get_Path()).TrimEnd('/')
        }
    })
    $found = [ordered] @{}
    foreach ($one in $names | Sort-Object -Property Length) {
        $name = [string] $one
        try {
            $sections = Get-Sections $configuration $name
            foreach ($setting in $touched.Keys) { $null = Get-Setting $sections $setting }
            $found[$name] = $sections
        }
        catch { if ($asked.ContainsKey($name)) { throw "the settings of $name cannot be read: $(Get-Message $_)" } }
    }
    $found
}

# Everything as it was read, in one commit. Only the sections that were written are read for it.
function Undo-Change {
    foreach ($try in 1..10) {
        $manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
        $configuration = $manager.GetApplicationHostConfiguration()
        foreach ($name in $asked.Keys) {
            $sections = Get-Sections $configuration $name
            foreach ($setting in $asked[$name].Keys) { Set-Setting $sections $setting $expected[$name][$setting] }
        }
        try { $manager.CommitChanges(); return }
        catch { if ($try -ge 10 -or -not (Test-FileInUse $_)) { throw } }
        Start-Sleep -Seconds 1
    }
}

# The requested and the expected values, by location and setting; and the settings that change at any location.
$asked = @{}
$expected = @{}
$touched = @{}
foreach ($change in $Arguments.locations) {
    $location = $change.location.TrimEnd('/')
    $asked[$location] = Get-Given $change
    $expected[$location] = Get-Given $change.expected
    foreach ($name in $asked[$location].Keys) {
        if ($name -ne 'anonymous' -and $name -ne 'providers' -and -not $attributes.ContainsKey($name)) {
            throw "$name of $($change.location) is a setting that this payload does not write"
        }
        if (-not $expected[$location].ContainsKey($name)) { throw "$name of $($change.location) has no expected value" }
        $touched[$name] = $true
    }
}

$first = New-Object -TypeName Microsoft.Web.Administration.ServerManager
$redirection = $first.GetRedirectionConfiguration().GetSection('configurationRedirection')
if ($redirection.GetAttributeValue('enabled')) {
    throw "this node shares its configuration in $($redirection.GetAttributeValue('path')): one write would change every node that shares it"
}

# Whether a location above gets this value: then it may be inherited.
function Test-Inherited($Name, $Setting, $Value) {
    foreach ($above in $asked.Keys) {
        if ($Name.StartsWith("$above/", 'OrdinalIgnoreCase') -and $asked[$above][$Setting] -eq $Value) { return $true }
    }
    $false
}

# Each round reads again, so that the last one, which finds nothing to set, verifies what was written. An inherited value
# changes with the commit at the latest, and is set in the next round.
$wanted = @{}
$written = $false
foreach ($round in 1..5) {
    $manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
    $locations = Get-Locations $manager
    foreach ($name in $asked.Keys) {
        if (-not $locations.Contains($name)) { throw "IIS has no application $name any more" }
    }
    # Everything is compared before anything is set. What another administrator changed meanwhile is kept, or stops this.
    foreach ($name in $locations.Keys) {
        foreach ($setting in $touched.Keys) {
            $key, $found = "$name $setting", (Get-Setting $locations[$name] $setting)
            $mine = $asked.ContainsKey($name) -and $asked[$name].ContainsKey($setting)
            $known = $(if ($written) { $wanted[$key] } elseif ($mine) { $expected[$name][$setting] } else { $found })
            if ($found -ne $known -and -not ($written -and (Test-Inherited $name $setting $found))) {
                $then = $(if ($written) { 'written' } else { 'read' })
                # The read names a site and its path; a location of IIS has no slash at its end.
                if ($mine) {
                    $location = $name -replace '^[^/]+$', '$0/'
                    throw "$setting of $location is $found since it was $then as $known`: it was changed meanwhile"
                }
                $known = $found
            }
            $wanted[$key] = $(if ($mine) { $asked[$name][$setting] } else { $known })
        }
    }
    if (-not $written) {
        $before = Get-Place $manager @($asked.Keys)
        Assert-NoDuplicate $before @($locations.Keys)
    }
    $different = 0
    # Before a location above gets what these add to it, they are written down with <clear/>.
    foreach ($name in $locations.Keys) {
        if ($written -or -not (Test-Duplicate $before $name)) { continue }
        Set-Setting $locations[$name] providers $wanted["$name providers"]
        $different++
    }
    foreach ($name in $locations.Keys) {
        foreach ($setting in $touched.Keys) {
            if ((Get-Setting $locations[$name] $setting) -ne $wanted["$name $setting"]) {
                Set-Setting $locations[$name] $setting $wanted["$name $setting"]
                $different++
            }
        }
    }
    if (-not $different) { return @{} }
    try {
        $manager.CommitChanges()
        $written = $true
    }
    catch {
        if (-not (Test-FileInUse $_) -or $round -ge 4) { throw }
        Start-Sleep -Seconds 1
        continue
    }
    $broken = Find-Broken $before (Get-Place (New-Object -TypeName Microsoft.Web.Administration.ServerManager) @($asked.Keys))
    if ($broken) {
        try { Undo-Change }
        catch { throw "a place cannot be read since the change, and it could not be taken back ($(Get-Message $_)): $broken" }
        throw "a place could not be read after the change, which was taken back: $broken"
    }
}
throw 'the settings were written, but another read shows other values'
