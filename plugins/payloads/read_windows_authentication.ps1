# How every application of every site of this node asks its callers who they are: the values in effect.
# data: {"computer": its account without the domain, "installed": whether IIS has the module,
#        "places": [{place: site and path, site, path, problem: why the values in effect are not known, else "",
#                    windows: {enabled, use_kernel_mode, use_app_pool_credentials, providers: [], token_checking, flags, spns: []},
#                    anonymous, unlocked: [sections that web.config may set], from_web_config: [sections that it does set]}]}
# Sections are called windows and anonymous. With a problem, values are those of applicationHost.config alone.
# Getters are called as methods: an exception in a property read becomes $null, and an unreadable file "no sites".
param($Arguments, $Secrets)

# By its full path: IIS Express puts one of the same name into the global assembly cache, with another configuration.
$library = Join-Path -Path $env:SystemRoot -ChildPath 'System32\inetsrv\Microsoft.Web.Administration.dll'
if (-not (Test-Path -LiteralPath $library)) { throw "IIS is not installed on this node: there is no $library" }
Add-Type -Path $library

$folder = 'system.webServer/security/authentication'

function Get-Text($Collection, $Attribute) {
    foreach ($entry in $Collection) { [string] $entry.GetAttributeValue($Attribute) }
}

function Get-Windows($Section) {
    $protection = $Section.GetChildElement('extendedProtection')
    [ordered] @{
        enabled                  = [bool] $Section.GetAttributeValue('enabled')
        use_kernel_mode          = [bool] $Section.GetAttributeValue('useKernelMode')
        use_app_pool_credentials = [bool] $Section.GetAttributeValue('useAppPoolCredentials')
        providers                = @(Get-Text $Section.GetCollection('providers') value)
        token_checking           = ('None', 'Allow', 'Require')[[int] $protection.GetAttributeValue('tokenChecking')]
        flags                    = [int] $protection.GetAttributeValue('flags')
        spns                     = @(Get-Text $protection.GetCollection() name)
    }
}

# One view of both sections: as applicationHost.config has them for a path, or with web.config in them.
function Get-View($Windows, $Anonymous) {
    @{ windows = Get-Windows $Windows; anonymous = [bool] $Anonymous.GetAttributeValue('enabled') }
}

function Test-Same($One, $Other) {
    (ConvertTo-Json -InputObject $One -Compress) -ceq (ConvertTo-Json -InputObject $Other -Compress)
}

# By the type of the exception: its text is that of the node's language.
function Get-Problem($Failure) {
    $cause = $Failure.Exception.GetBaseException()
    if ($cause -is [IO.FileLoadException]) { return 'a web.config has a section that is locked: IIS answers 500.19' }
    if ($cause -is [IO.DirectoryNotFoundException] -or $cause -is [IO.FileNotFoundException]) {
        return 'a folder is not there, or cannot be reached from this session: its web.config is not known'
    }
    if ($cause -is [NullReferenceException]) { return 'the site has no root folder: its web.config is not known' }
    'a web.config cannot be read: ' + ($cause.Message -replace '\s+', ' ').Trim()
}

function Get-Place($Site, $Application, $Configuration) {
    $name, $path = [string] $Site.get_Name(), [string] $Application.get_Path()
    # The location of a site's root is the site's name alone.
    $location = ($name + $path).TrimEnd('/')
    $windows = $Configuration.GetSection("$folder/windowsAuthentication", $location)
    $anonymous = $Configuration.GetSection("$folder/anonymousAuthentication", $location)
    $view = Get-View $windows $anonymous
    $effective, $problem, $unlocked, $from = $view, '', @(), @()
    # What web.config says is to be seen only from there, and an error there only tells of this application.
    try {
        $web = $Application.GetWebConfiguration()
        $webWindows = $web.GetSection("$folder/windowsAuthentication")
        $webAnonymous = $web.GetSection("$folder/anonymousAuthentication")
        $effective = Get-View $webWindows $webAnonymous
        $unlocked = @(
            if (-not $webAnonymous.get_IsLocked()) { 'anonymous' }
            if (-not $webWindows.get_IsLocked()) { 'windows' }
        )
        # In its own file, or in one above that it inherits.
        $from = @(foreach ($section in $unlocked) {
            $own = $(if ($section -eq 'windows') { $webWindows } else { $webAnonymous }).get_IsLocallyStored()
            if ($own -or -not (Test-Same $effective[$section] $view[$section])) { $section }
        })
    }
    catch { $effective, $problem, $unlocked, $from = $view, (Get-Problem $_), @(), @() }
    @{
        place           = $name + $path
        site            = $name
        path            = $path
        problem         = $problem
        windows         = $effective['windows']
        anonymous       = $effective['anonymous']
        unlocked        = $unlocked
        from_web_config = $from
    }
}

$manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
try { $configuration = $manager.GetApplicationHostConfiguration(); $sites = $manager.get_Sites() }
catch {
    # Class not registered: the library is left of an IIS that is not there any more, or only its tools were installed.
    if ($_.Exception.GetBaseException().HResult -ne 0x80040154) { throw }
    throw 'IIS is not installed on this node: its configuration system is not registered'
}
$modules = $configuration.GetSection('system.webServer/globalModules').GetCollection()

@{
    computer  = [string] (Get-CimInstance -ClassName Win32_ComputerSystem).Name + '$'
    installed = @(Get-Text $modules name) -contains 'WindowsAuthenticationModule'
    places    = @(foreach ($site in $sites) {
        foreach ($application in $site.get_Applications()) { Get-Place $site $application $configuration }
    })
}
