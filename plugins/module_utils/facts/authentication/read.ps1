# The authentication of every application of every site of this node, and of locations below that may have other settings:
# virtual directories, and locations with a location tag. The effective values.
# data: {"computer": its account without the domain, "installed": whether IIS has the module,
#        "locations": [{location: site and path, site, path, application: its path, or that of the application that it belongs to,
#                    problem: why the effective values are not known, else "", readable: whether applicationHost.config's are,
#                    windows: {enabled, use_kernel_mode, use_app_pool_credentials, providers: [], token_checking, flags, spns: []},
#                    anonymous, added: [providers beside inherited ones, without <clear/>],
#                    module: whether the list of modules there has the one of Windows authentication,
#                    unlocked: [sections that web.config may set], from_web_config: [sections that it does set]}]}
# Sections are called windows and anonymous. With a problem, values are those of applicationHost.config alone, or, where these
# cannot be read, none of the node's. A tag that cannot be read is a problem of its location only: IIS serves all others.
# Getters are called as methods: an exception in a property read becomes $null, and an unreadable file "no sites".
param($Arguments, $Secrets)

# By its full path: IIS Express puts one of the same name into the global assembly cache, with another configuration.
#uses facts/iis/library.ps1
#uses facts/authentication/providers.ps1
#uses facts/authentication/message.ps1
#uses facts/authentication/sections.ps1
#uses facts/authentication/paths.ps1

$folder = 'system.webServer/security/authentication'
$module = 'WindowsAuthenticationModule'
$none = @{ enabled = $false; use_kernel_mode = $false; use_app_pool_credentials = $false; providers = @(); token_checking = 'None'; flags = 0; spns = @() }

# By the type of the exception: its text is that of the node's language.
function Test-Missing($Failure) {
    $cause = $Failure.Exception.GetBaseException()
    $cause -is [IO.DirectoryNotFoundException] -or $cause -is [IO.FileNotFoundException]
}

function Get-Problem($Failure) {
    $cause = $Failure.Exception.GetBaseException()
    if ($cause -is [IO.FileLoadException]) { return 'a web.config has a section that is locked: IIS answers 500.19' }
    if (Test-Missing $Failure) {
        return 'a folder is not there, or cannot be reached from this session: its web.config is not known'
    }
    if ($cause -is [NullReferenceException]) { return 'the site has no root folder: its web.config is not known' }
    'a web.config cannot be read: ' + (Get-Message $Failure)
}

# Each application has one list of modules: the section is not allowed below it.
function Test-Module($Section) { @(Get-Text $Section.GetCollection() name) -contains $module }

# Of an application, or of a path below one: a virtual directory, or a location that has a tag.
function Get-Authentication($Site, $Path, $Application, $Location, $Configuration) {
    # The location of a site's root is the site's name alone.
    $at = ($Site + $Path).TrimEnd('/')
    try {
        $windows = $Configuration.GetSection("$folder/windowsAuthentication", $at)
        $anonymous = $Configuration.GetSection("$folder/anonymousAuthentication", $at)
        $view = Get-View $windows $anonymous
        $above = Get-SectionAbove $Configuration "$folder/windowsAuthentication" $at
        # An application is written down with <clear/> where that is needed; a folder is not written.
        $isFolder = $Path -ne $Application.get_Path()
        $added = @(Get-AddedProvider $windows $above $isFolder)
        $used = Test-Module $Configuration.GetSection('system.webServer/modules', ($Site + $Application.get_Path()).TrimEnd('/'))
    }
    catch {
        $problem = 'its settings in applicationHost.config cannot be read, so IIS answers 500.19: ' + (Get-Message $_)
        return New-Location $Site $Path $Application $problem $false @{ windows = $none; anonymous = $false } @() $false @() @()
    }
    $effective, $problem, $unlocked, $from = $view, '', @(), @()
    # The settings of web.config are visible only from there, and an error there is about this location only.
    try {
        $web = $(if ($Path -eq $Application.get_Path()) { $Application.GetWebConfiguration() } else { $manager.GetWebConfiguration($Site, $Path) })
        $webWindows = $web.GetSection("$folder/windowsAuthentication")
        $webAnonymous = $web.GetSection("$folder/anonymousAuthentication")
        $effective = Get-View $webWindows $webAnonymous
        $added = @($added) + @(Get-AddedProvider $webWindows $windows $true) | Select-Object -Unique
        $used = Test-Module $Application.GetWebConfiguration().GetSection('system.webServer/modules')
        $unlocked = @(
            if (-not $webAnonymous.get_IsLocked()) { 'anonymous' }
            if (-not $webWindows.get_IsLocked()) { 'windows' }
        )
        # In its own web.config, or in an inherited one.
        $from = @(foreach ($section in $unlocked) {
            $own = $(if ($section -eq 'windows') { $webWindows } else { $webAnonymous }).get_IsLocallyStored()
            if ($own -or -not (Test-Same $effective[$section] $view[$section])) { $section }
        })
    }
    catch {
        $effective, $problem, $unlocked, $from = $view, (Get-Problem $_), @(), @()
        # A page, or a route of an application, is no folder and has no web.config: where both sections are locked, the tag is in
        # effect. An error in a web.config above is reported for its application.
        $locked = $windows.get_OverrideModeEffective() -eq 'Deny' -and $anonymous.get_OverrideModeEffective() -eq 'Deny'
        if ($Location -and $locked -and (Test-Missing $_)) { $problem = '' }
    }
    New-Location $Site $Path $Application $problem $true $effective @($added) $used $unlocked $from
}

function New-Location($Site, $Path, $Application, $Problem, $Readable, $View, $Added, $Used, $Unlocked, $From) {
    @{
        location        = $Site + $Path
        site            = $Site
        path            = $Path
        application     = [string] $Application.get_Path()
        problem         = $Problem
        readable        = $Readable
        windows         = $View['windows']
        anonymous       = $View['anonymous']
        added           = $Added
        module          = $Used
        unlocked        = $Unlocked
        from_web_config = $From
    }
}

$manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
try { $configuration = $manager.GetApplicationHostConfiguration(); $sites = $manager.get_Sites() }
catch { Stop-Unregistered $_ }
$modules = $configuration.GetSection('system.webServer/globalModules').GetCollection()

@{
    computer  = [string] (Get-CimInstance -ClassName Win32_ComputerSystem).Name + '$'
    installed = @(Get-Text $modules name) -contains $module
    locations = @(foreach ($site in $sites) {
        $name, $applications = [string] $site.get_Name(), @($site.get_Applications())
        foreach ($application in $applications) {
            Get-Authentication $name ([string] $application.get_Path()) $application $false $configuration
        }
        foreach ($below in Get-Path $name $applications $configuration) {
            $application = Find-Application $applications $below.path
            if ($application) { Get-Authentication $name $below.path $application $below.location $configuration }
        }
    })
}
