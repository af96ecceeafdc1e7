# state.authentication as location tags and modules of applicationHost.config, and as web.config files, for the
# sites of state.iis. A problem of a location is made real: a locked section in its web.config, or a missing folder.
# One that is not readable has a tag with a provider that it inherits already. What a location adds to the providers that it
# inherits stands in its tag without <clear/>: a provider that the location above gets later is there twice then.

$authentication = 'system.webServer/security/authentication'
$moduleOfWindows = 'WindowsAuthenticationModule'
$authenticationDefaults = @{
    windows   = [ordered] @{
        enabled = 'false'; useKernelMode = 'true'; useAppPoolCredentials = 'false'
        providers = 'Negotiate,NTLM'; tokenChecking = 'None'; flags = 'None'; spns = ''
    }
    anonymous = [ordered] @{ enabled = 'true' }
}

function Enter-authentication($Concern) {
    $script:authenticationBefore = $null
    if (-not $State.Contains('iis') -or (Test-GivenConfiguration)) { return }
    $file = [xml] [IO.File]::ReadAllText("$Root/$iisHost")
    if (-not $Concern.installed) {
        foreach ($module in @($file.SelectNodes("//add[@name='$moduleOfWindows']"))) { $null = $module.ParentNode.RemoveChild($module) }
    }
    foreach ($site in $State.iis.sites) { Add-SiteAuthentication $file $site $Concern.locations $Concern.installed }
    Write-DriveFile $iisHost $file.OuterXml
    $script:iisBefore = $script:authenticationBefore = [IO.File]::ReadAllText("$Root/$iisHost")
    Set-WriteTime
}

# Where the whole file is given as text, the state has nothing of it.
function Test-GivenConfiguration {
    $files = $(if ($State.Contains('iis_configuration')) { $State.iis_configuration['files'] })
    $files -and $files.Contains($iisHost)
}

# What is above first: it is inherited by the locations below it.
function Add-SiteAuthentication($File, $Site, $Locations, $Installed) {
    $top = @{ host = $authenticationDefaults; effective = $authenticationDefaults; unlocked = @(); problem = ''; module = $Installed }
    $made = @{}
    foreach ($location in $Locations | Where-Object { $_.site -eq $Site.name } | Sort-Object { $_.path.Length }) {
        $application = $Site.applications | Where-Object { $_.path -eq $location.application }
        if (-not $application) { continue }
        $folder = Find-SiteFolder $application $location.path
        if ($folder.root) { Add-SiteFolder $Site $folder.path $location.problem }
        $above = $made.Keys | Where-Object { $location.path.StartsWith($_.TrimEnd('/') + '/') } | Sort-Object Length
        $above = $(if ($above) { $made[@($above)[-1]] } else { $top })
        $made[$location.path] = Add-LocationAuthentication $File $location $above $folder
    }
}

# Where the files of a path are, and whether that is the root of a virtual directory.
function Find-SiteFolder($Application, [string] $Path) {
    $rest = '/' + $Path.Substring($Application.path.TrimEnd('/').Length).TrimStart('/')
    $directory = $Application.virtual_directories | Where-Object { "$rest/".StartsWith($_.path.TrimEnd('/') + '/') } |
        Sort-Object { $_.path.Length } | Select-Object -Last 1
    if (-not $directory) { return @{ path = $null; root = $false } }
    $below = $rest.Substring($directory.path.TrimEnd('/').Length).Trim('/').Replace('/', '\')
    @{ path = "$($directory.physical_path.TrimEnd('\'))\$below".TrimEnd('\'); root = -not $below }
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

function Add-LocationAuthentication($File, $Location, $Above, $Folder) {
    $tag = $Location.location.TrimEnd('/')
    $made = @{ host = @{}; effective = @{}; unlocked = $Location.unlocked; problem = $Location.problem; module = $Location.module }
    if (-not $Location.readable) {
        Add-DuplicateProvider $File $tag ($Above.effective.windows.providers -split ',')[0]
        return $Above
    }
    if ($Location.path -eq $Location.application -and $Location.module -ne $Above.module) { Add-LocationModule $File $tag $Location.module }
    $modes = @{}
    # Below an application, what is not a separate folder is found by its tag: without a section in it, it is no location.
    $tagged = $Folder.root -or $Location.path -eq $Location.application
    foreach ($section in 'windows', 'anonymous') {
        if (($Above.unlocked -contains $section) -ne ($Location.unlocked -contains $section)) {
            $modes[$section] = $(if ($Location.unlocked -contains $section) { 'Allow' } else { 'Deny' })
        }
    }
    foreach ($section in 'windows', 'anonymous') {
        $own = Get-SectionText $Location $section
        $inherited, $stored = $Above.effective[$section], $Above.host[$section]
        $made.effective[$section] = $own
        if ($Location.from_web_config -contains $section) {
            $made.host[$section] = $stored
            $differs = Select-Different $own $inherited
            # Also where the value is the same: the state has it as set there.
            if (-not $differs.Count -and -not (Select-Different $own $stored).Count) { $differs.enabled = $own.enabled }
            if ($differs.Count) { Write-WebSection $Folder.path $section $differs }
        }
        else {
            $made.host[$section] = $own
            $differs = Select-Different $own $inherited
            foreach ($one in (Select-Different $own $stored).GetEnumerator()) { $differs[$one.Key] = $one.Value }
            if ($differs.Count -or $modes.Count) {
                if ($section -eq 'windows' -and $Location.added) { $differs['added'] = $Location.added -join ','; $differs.Remove('providers') }
                Add-LocationSection $File $tag $section $differs $modes[$section]
                $tagged = $true
            }
        }
        if ($Location.from_web_config -contains $section -and $modes.Count) {
            Add-LocationSection $File $tag $section @{} $modes[$section]
        }
    }
    if (-not $tagged) { Add-LocationSection $File $tag windows @{} $null }
    if ($Location.problem -match '\blocked\b' -and -not $Above.problem) {
        Write-WebSection $Folder.path windows @{ enabled = 'true' }
    }
    $made
}

function Exit-authentication($Concern) {
    if (-not $authenticationBefore -or [IO.File]::ReadAllText("$Root/$iisHost") -ceq $authenticationBefore) { return }
    [NlbKerberos.Lab.IisServer]::Loaded = $true
    $manager = [Microsoft.Web.Administration.ServerManager]::new()
    $configuration = $manager.GetApplicationHostConfiguration()
    $modules = $configuration.GetSection('system.webServer/globalModules').GetCollection()
    $Concern.installed = @($modules | ForEach-Object { $_['name'] }) -contains $moduleOfWindows
    foreach ($location in $Concern.locations) {
        $site = $manager.get_Sites()[$location.site]
        $application = $(if ($site) { $site.get_Applications()[$location.application] })
        if ($application -and $location.readable) { Read-Location $location $manager $configuration }
    }
}

# Values in effect; those of applicationHost.config where there is a problem, which no job of ours makes or fixes, and where
# there is no folder that could have a web.config.
function Read-Location($Location, $Manager, $Configuration) {
    $sections = @{}
    foreach ($section in 'windows', 'anonymous') {
        $name = "$authentication/${section}Authentication"
        $sections[$section] = $Configuration.GetSection($name, $Location.location.TrimEnd('/'))
        if ($Location.problem) { continue }
        try { $sections[$section] = $Manager.GetWebConfiguration($Location.site, $Location.path).GetSection($name) }
        catch { if ($_.Exception.GetBaseException() -isnot [IO.DirectoryNotFoundException]) { throw } }
    }
    $application = ($Location.site + $Location.application).TrimEnd('/')
    $modules = $Configuration.GetSection('system.webServer/modules', $application).GetCollection()
    $Location.module = @($modules | ForEach-Object { $_['name'] }) -contains $moduleOfWindows
    $stored = $Configuration.GetSection("$authentication/windowsAuthentication", $Location.location.TrimEnd('/')).GetCollection('providers')
    $added = @($stored | Where-Object { $_.IsLocallyStored } | ForEach-Object { $_['value'] })
    $Location.added = @(if ($added.Count -lt @($stored).Count) { $added })
    $own = $sections.windows
    $protection = $own.GetChildElement('extendedProtection')
    $Location.windows = [ordered] @{
        enabled = $own['enabled']; use_kernel_mode = $own['useKernelMode']
        use_app_pool_credentials = $own['useAppPoolCredentials']
        providers = @($own.GetCollection('providers') | ForEach-Object { $_['value'] })
        token_checking = ('None', 'Allow', 'Require')[$protection['tokenChecking']]; flags = $protection['flags']
        spns = @($protection.GetCollection() | ForEach-Object { $_['name'] })
    }
    $Location.anonymous = $sections.anonymous['enabled']
}
