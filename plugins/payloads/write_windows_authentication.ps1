# Sets how applications ask their callers who they are, in location tags of applicationHost.config, by one commit.
# arguments: {"places": [{place, windows: {what changes}, anonymous}]}; a setting that is not named keeps its value, also
# where it is inherited from a place that changes: it is written down there. web.config is never touched.
param($Arguments, $Secrets)

$library = Join-Path -Path $env:SystemRoot -ChildPath 'System32\inetsrv\Microsoft.Web.Administration.dll'
if (-not (Test-Path -LiteralPath $library)) { throw "IIS is not installed on this node: there is no $library" }
Add-Type -Path $library

$folder = 'system.webServer/security/authentication'
$attributes = @{
    enabled = 'enabled'; use_kernel_mode = 'useKernelMode'; use_app_pool_credentials = 'useAppPoolCredentials'
}

function Get-Providers($Section) {
    foreach ($entry in $Section.GetCollection('providers')) { [string] $entry.GetAttributeValue('value') }
}

# Clear, then in order: a provider that is added below inherited ones is offered after them.
function Set-Providers($Section, $Names) {
    $providers = $Section.GetCollection('providers')
    $providers.Clear()
    foreach ($name in $Names) {
        $entry = $providers.CreateElement('add')
        $entry.SetAttributeValue('value', [string] $name)
        $null = $providers.Add($entry)
    }
}

# One setting of one place, as text, so that two of them can be compared.
function Get-Setting($Sections, $Setting) {
    if ($Setting -eq 'anonymous') { return [string] $Sections.anonymous.GetAttributeValue('enabled') }
    if ($Setting -eq 'providers') { return (@(Get-Providers $Sections.windows) -join ',') }
    [string] $Sections.windows.GetAttributeValue($attributes[$Setting])
}

function Set-Setting($Sections, $Setting, [string] $Text) {
    if ($Setting -eq 'anonymous') { $Sections.anonymous.SetAttributeValue('enabled', [bool]::Parse($Text)) }
    elseif ($Setting -eq 'providers') { Set-Providers $Sections.windows @(if ($Text) { $Text -split ',' }) }
    else { $Sections.windows.SetAttributeValue($attributes[$Setting], [bool]::Parse($Text)) }
}

# Location -> both sections there, as applicationHost.config has them; sites and applications before those below them.
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
        $found[$name] = @{
            windows   = $configuration.GetSection("$folder/windowsAuthentication", $name)
            anonymous = $configuration.GetSection("$folder/anonymousAuthentication", $name)
        }
    }
    $found
}

# What is asked for, by location and setting, and which settings are touched anywhere.
$asked = @{}
$touched = @{}
foreach ($place in $Arguments.places) {
    $settings = @{}
    foreach ($member in $place.PSObject.Properties) {
        if ($member.Name -eq 'anonymous') { $settings.anonymous = [string] $member.Value }
        elseif ($member.Name -eq 'windows') {
            foreach ($one in $member.Value.PSObject.Properties) { $settings[$one.Name] = @($one.Value) -join ',' }
        }
    }
    foreach ($name in $settings.Keys) {
        if ($name -ne 'anonymous' -and $name -ne 'providers' -and -not $attributes.ContainsKey($name)) {
            throw "$name of $($place.place) is nothing that is written here"
        }
        $touched[$name] = $true
    }
    $asked[$place.place.TrimEnd('/')] = $settings
}

$first = New-Object -TypeName Microsoft.Web.Administration.ServerManager
$redirection = $first.GetRedirectionConfiguration().GetSection('configurationRedirection')
if ($redirection.GetAttributeValue('enabled')) {
    throw "this node shares its configuration in $($redirection.GetAttributeValue('path')): one write would change every node that does"
}

# Each round reads anew, so that the last one, which finds nothing to set, proves what was written. What a place only
# inherits is seen to change after the commit at the latest, and is set in the next round.
$before = $null
foreach ($round in 1..5) {
    $manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
    $locations = Get-Locations $manager
    foreach ($name in $asked.Keys) {
        if (-not $locations.Contains($name)) { throw "IIS has no application $name any more" }
    }
    if ($null -eq $before) {
        $before = @{}
        foreach ($name in $locations.Keys) {
            foreach ($setting in $touched.Keys) { $before["$name $setting"] = Get-Setting $locations[$name] $setting }
        }
    }
    $different = 0
    foreach ($name in $locations.Keys) {
        foreach ($setting in $touched.Keys) {
            $wanted = $before["$name $setting"]
            if ($asked.ContainsKey($name) -and $asked[$name].ContainsKey($setting)) { $wanted = $asked[$name][$setting] }
            if ($null -ne $wanted -and (Get-Setting $locations[$name] $setting) -ne $wanted) {
                Set-Setting $locations[$name] $setting $wanted
                $different++
            }
        }
    }
    if (-not $different) { return @{} }
    try { $manager.CommitChanges() }
    catch {
        # Somebody else has written the file since it was read: what he has written is kept.
        if ($_.Exception.GetBaseException() -isnot [IO.FileLoadException] -or $round -ge 4) { throw }
        $before = $null
    }
}
throw 'the settings were written, but they are not what is read back'
