# What request filtering hides in every application of this node: segments of URLs that IIS refuses. The effective values.
# data: {"installed": whether IIS has the module,
#        "applications": [{site, path, hidden_segments: [], problem: why the effective values are not known, else ""}]}
# With a problem, values are those of applicationHost.config alone.
# Getters are called as methods: an exception in a property read becomes $null, and an unreadable file "no sites".
param($Arguments, $Secrets)

# By its full path: IIS Express puts one of the same name into the global assembly cache, with another configuration.
#uses facts/iis/library.ps1

function Get-Text($Collection, $Attribute) {
    foreach ($entry in $Collection) { [string] $entry.GetAttributeValue($Attribute) }
}

function Get-Segment($Configuration, $Location) {
    $name = 'system.webServer/security/requestFiltering'
    $section = $(if ($Location) { $Configuration.GetSection($name, $Location) } else { $Configuration.GetSection($name) })
    Get-Text $section.GetCollection('hiddenSegments') segment
}

function Get-Problem($Failure) {
    'the configuration cannot be read: ' + ($Failure.Exception.GetBaseException().Message -replace '\s+', ' ').Trim()
}

# An error in one application's configuration is about that application only.
function Get-Application($Site, $Application, $Configuration) {
    $path, $segments, $problem = [string] $Application.get_Path(), @(), ''
    try { $segments = @(Get-Segment $Application.GetWebConfiguration() $null) }
    catch {
        $problem = Get-Problem $_
        # The location of a site's root is the site's name alone.
        try { $segments = @(Get-Segment $Configuration ($Site + $path).TrimEnd('/')) } catch { $problem = Get-Problem $_ }
    }
    @{ site = $Site; path = $path; hidden_segments = $segments; problem = $problem }
}

$manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
try { $configuration = $manager.GetApplicationHostConfiguration(); $sites = $manager.get_Sites() }
catch { Stop-Unregistered $_ }
$modules = $configuration.GetSection('system.webServer/globalModules').GetCollection()

@{
    installed    = @(Get-Text $modules name) -contains 'RequestFilteringModule'
    applications = @(foreach ($site in $sites) {
        $name = [string] $site.get_Name()
        foreach ($application in $site.get_Applications()) { Get-Application $name $application $configuration }
    })
}
