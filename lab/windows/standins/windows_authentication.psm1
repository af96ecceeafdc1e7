# state.windows_authentication as location tags and modules of applicationHost.config, and as web.config files, for the
# sites of state.iis. A problem of an application is made real: a locked section in its web.config, or a missing folder.

$authentication = 'system.webServer/security/authentication'
$moduleOfWindows = '//globalModules/add[@name="WindowsAuthenticationModule"]'
$authenticationDefaults = @{
    windows   = [ordered] @{
        enabled = 'false'; useKernelMode = 'true'; useAppPoolCredentials = 'false'
        providers = 'Negotiate,NTLM'; tokenChecking = 'None'; flags = 'None'; spns = ''
    }
    anonymous = [ordered] @{ enabled = 'true' }
}

function Enter-windows_authentication($Concern) {
    $script:authenticationBefore = $null
    if (-not $State.Contains('iis') -or (Test-GivenConfiguration)) { return }
    $file = [xml] [IO.File]::ReadAllText("$Root/$iisHost")
    if (-not $Concern.installed) {
        $module = $file.SelectSingleNode($moduleOfWindows)
        $null = $module.ParentNode.RemoveChild($module)
    }
    foreach ($site in $State.iis.sites) { Add-SiteAuthentication $file $site $Concern.places }
    Write-DriveFile $iisHost $file.OuterXml
    $script:iisBefore = $script:authenticationBefore = [IO.File]::ReadAllText("$Root/$iisHost")
}

# Where the whole file is given as text, the state says nothing of it.
function Test-GivenConfiguration {
    $files = $(if ($State.Contains('iis_configuration')) { $State.iis_configuration['files'] })
    $files -and $files.Contains($iisHost)
}

# The root first: what it says is inherited by the applications below it.
function Add-SiteAuthentication($File, $Site, $Places) {
    $top = @{ host = $authenticationDefaults; effective = $authenticationDefaults; unlocked = @(); problem = '' }
    foreach ($application in $Site.applications | Sort-Object { $_.path.Length }) {
        $place = $Places | Where-Object { $_.place -eq ($Site.name + $application.path) }
        if (-not $place) { continue }
        $folder = @(foreach ($one in $application.virtual_directories) { if ($one.path -eq '/') { $one.physical_path } })
        if ($folder) { Add-SiteFolder $Site $folder[0] $place.problem }
        $made = Add-PlaceAuthentication $File $place $top $folder
        if ($application.path -eq '/') { $top = $made }
    }
}

# Files that the tree of state.site_acl knows, or misses, are its own affair.
function Add-SiteFolder($Site, [string] $Folder, [string] $Problem) {
    if ($Problem -match '\bfolder\b') { return }
    $known = @(if ($State.Contains('site_acl')) { foreach ($object in $State.site_acl.objects) { $object.path } })
    $own = @(foreach ($application in $Site.applications) {
        foreach ($one in $application.virtual_directories) { if ($known -contains $one.physical_path) { $true } }
    })
    if ($own -and $Folder -notlike '\\*') { return }
    $null = [IO.Directory]::CreateDirectory([NlbKerberos.Lab.IisServer]::Find($Folder))
}

function Add-PlaceAuthentication($File, $Place, $Above, $Folder) {
    $location = $Place.place.TrimEnd('/')
    $made = @{ host = @{}; effective = @{}; unlocked = $Place.unlocked; problem = $Place.problem }
    $modes = @{}
    foreach ($section in 'windows', 'anonymous') {
        if (($Above.unlocked -contains $section) -ne ($Place.unlocked -contains $section)) {
            $modes[$section] = $(if ($Place.unlocked -contains $section) { 'Allow' } else { 'Deny' })
        }
    }
    foreach ($section in 'windows', 'anonymous') {
        $own = Get-SectionText $Place $section
        $inherited, $stored = $Above.effective[$section], $Above.host[$section]
        $made.effective[$section] = $own
        if ($Place.from_web_config -contains $section) {
            $made.host[$section] = $stored
            $differs = Select-Different $own $inherited
            # Also where the value is the same: that it stands there is what the state says.
            if (-not $differs.Count -and -not (Select-Different $own $stored).Count) { $differs.enabled = $own.enabled }
            if ($differs.Count) { Write-WebSection $Folder[0] $section $differs }
        }
        else {
            $made.host[$section] = $own
            $differs = Select-Different $own $inherited
            foreach ($one in (Select-Different $own $stored).GetEnumerator()) { $differs[$one.Key] = $one.Value }
            if ($differs.Count -or $modes.Count) { Add-LocationSection $File $location $section $differs $modes[$section] }
        }
        if ($Place.from_web_config -contains $section -and $modes.Count) {
            Add-LocationSection $File $location $section @{} $modes[$section]
        }
    }
    if ($Place.problem -match '\blocked\b' -and -not $Above.problem) {
        Write-WebSection $Folder[0] windows @{ enabled = 'true' }
    }
    $made
}

# A section of the state in the words of the file.
function Get-SectionText($Place, [string] $Section) {
    if ($Section -eq 'anonymous') { return [ordered] @{ enabled = "$($Place.anonymous)".ToLower() } }
    $windows = $Place.windows
    $names = [ordered] @{ Proxy = 1; NoServiceNameCheck = 2; AllowDotlessSpn = 4; ProxyCohosting = 32 }
    $flags = @(foreach ($name in $names.Keys) { if ($windows.flags -band $names[$name]) { $name } })
    [ordered] @{
        enabled = "$($windows.enabled)".ToLower(); useKernelMode = "$($windows.use_kernel_mode)".ToLower()
        useAppPoolCredentials = "$($windows.use_app_pool_credentials)".ToLower()
        providers = $windows.providers -join ','; tokenChecking = $windows.token_checking
        flags = $(if ($flags) { $flags -join ',' } else { 'None' }); spns = $windows.spns -join ','
    }
}

function Select-Different($Own, $Other) {
    $different = @{}
    foreach ($name in $Own.Keys) { if ($Own[$name] -cne $Other[$name]) { $different[$name] = $Own[$name] } }
    $different
}

# A tag for each section: whether it may be overridden is said of all that stands in one tag.
function Add-LocationSection($File, [string] $Location, [string] $Section, $Settings, $Mode) {
    $tag = $File.DocumentElement.AppendChild($File.CreateElement('location'))
    $tag.SetAttribute('path', $Location)
    $tag.SetAttribute('overrideMode', $(if ($Mode) { $Mode } else { 'Inherit' }))
    Set-Section $tag $Section $Settings
}

function Write-WebSection([string] $Folder, [string] $Section, $Settings) {
    $path = [NlbKerberos.Lab.IisServer]::Find("$Folder\web.config")
    $text = $(if ([IO.File]::Exists($path)) { [IO.File]::ReadAllText($path) })
    $file = [xml] $(if ($text) { $text } else { '<configuration />' })
    Set-Section $file.DocumentElement $Section $Settings
    [IO.File]::WriteAllText($path, $file.OuterXml)
}

function Set-Section($Parent, [string] $Section, $Settings) {
    foreach ($name in "$authentication/${Section}Authentication".Split('/')) { $Parent = Get-Element $Parent $name }
    foreach ($name in $Settings.Keys) {
        switch ($name) {
            'providers' { Set-Entries (Get-Element $Parent providers) clear add value $Settings[$name] }
            'spns' { Set-Entries (Get-Element $Parent extendedProtection) clearSpns spn name $Settings[$name] }
            { $_ -in 'tokenChecking', 'flags' } {
                (Get-Element $Parent extendedProtection).SetAttribute($name, $Settings[$name])
            }
            default { $Parent.SetAttribute($name, $Settings[$name]) }
        }
    }
}

function Get-Element($Parent, [string] $Name) {
    $found = $Parent.SelectSingleNode($Name)
    if ($found) { $found } else { $Parent.AppendChild($Parent.OwnerDocument.CreateElement($Name)) }
}

function Set-Entries($Element, [string] $Clear, [string] $Add, [string] $Attribute, [string] $Values) {
    $null = $Element.AppendChild($Element.OwnerDocument.CreateElement($Clear))
    foreach ($value in $Values.Split(',', [StringSplitOptions]::RemoveEmptyEntries)) {
        $entry = $Element.AppendChild($Element.OwnerDocument.CreateElement($Add))
        $entry.SetAttribute($Attribute, $value)
    }
}

function Exit-windows_authentication($Concern) {
    if (-not $authenticationBefore -or [IO.File]::ReadAllText("$Root/$iisHost") -ceq $authenticationBefore) { return }
    [NlbKerberos.Lab.IisServer]::Loaded = $true
    $manager = [Microsoft.Web.Administration.ServerManager]::new()
    $configuration = $manager.GetApplicationHostConfiguration()
    $modules = $configuration.GetSection('system.webServer/globalModules').GetCollection()
    $Concern.installed = @($modules | ForEach-Object { $_['name'] }) -contains 'WindowsAuthenticationModule'
    foreach ($place in $Concern.places) {
        $site = $manager.get_Sites()[$place.site]
        $application = $(if ($site) { $site.get_Applications()[$place.path] })
        if ($application) { Set-Place $place $application $configuration }
    }
}

# Values in effect; those of applicationHost.config where there is a problem, which no job of ours makes or mends.
function Set-Place($Place, $Application, $Configuration) {
    $sections = @{}
    foreach ($section in 'windows', 'anonymous') {
        $name = "$authentication/${section}Authentication"
        $stored = $Configuration.GetSection($name, $Place.place.TrimEnd('/'))
        $sections[$section] = $(if ($Place.problem) { $stored } else { $Application.GetWebConfiguration().GetSection($name) })
    }
    $own = $sections.windows
    $protection = $own.GetChildElement('extendedProtection')
    $Place.windows = [ordered] @{
        enabled = $own['enabled']; use_kernel_mode = $own['useKernelMode']
        use_app_pool_credentials = $own['useAppPoolCredentials']
        providers = @($own.GetCollection('providers') | ForEach-Object { $_['value'] })
        token_checking = ('None', 'Allow', 'Require')[$protection['tokenChecking']]; flags = $protection['flags']
        spns = @($protection.GetCollection() | ForEach-Object { $_['name'] })
    }
    $Place.anonymous = $sections.anonymous['enabled']
}
