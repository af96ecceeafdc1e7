# Which sites IIS has on this node, where their files are, and as whom their pools run: the values in effect.
# data: {"pools": [{name, identity_type, user_name, logon_type, manual_group_membership}],
#        "sites": [{name, applications: [{path, pool, virtual_directories: [{path, physical_path, user_name}]}]}]}
# Paths are expanded with this node's variables. Empty names stand for "as the pool's type says" and for pass-through.
# Getters are called as methods: an exception in a property read becomes $null, and an unreadable file "no pools".
param($Arguments, $Secrets)

# By its full path: IIS Express puts one of the same name into the global assembly cache, with another configuration.
$library = Join-Path -Path $env:SystemRoot -ChildPath 'System32\inetsrv\Microsoft.Web.Administration.dll'
if (-not (Test-Path -LiteralPath $library)) { throw "IIS is not installed on this node: there is no $library" }
Add-Type -Path $library

# An attribute that came with a later version of IIS is asked for only where the schema knows it.
function Get-Setting($Element, $Name, $Before) {
    foreach ($attribute in $Element.get_Schema().get_AttributeSchemas()) {
        if ($attribute.get_Name() -eq $Name) { return $Element.GetAttributeValue($Name) }
    }
    $Before
}

function Get-Pool($Pool) {
    $model = $Pool.get_ProcessModel()
    @{
        name                    = [string] $Pool.get_Name()
        identity_type           = [string] $model.get_IdentityType()
        user_name               = [string] $model.get_UserName()
        logon_type              = ('LogonBatch', 'LogonService')[[int] (Get-Setting $model logonType 0)]
        manual_group_membership = [bool] (Get-Setting $model manualGroupMembership $false)
    }
}

function Get-VirtualDirectory($Directory) {
    @{
        path          = [string] $Directory.get_Path()
        physical_path = [Environment]::ExpandEnvironmentVariables([string] $Directory.get_PhysicalPath())
        user_name     = [string] $Directory.get_UserName()
    }
}

function Get-Application($Application) {
    @{
        path                = [string] $Application.get_Path()
        pool                = [string] $Application.get_ApplicationPoolName()
        virtual_directories = @(foreach ($one in $Application.get_VirtualDirectories()) { Get-VirtualDirectory $one })
    }
}

$manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
try { $pools = $manager.get_ApplicationPools() }
catch {
    # Class not registered: the library is left of an IIS that is not there any more, or only its tools were installed.
    if ($_.Exception.GetBaseException().HResult -ne 0x80040154) { throw }
    throw 'IIS is not installed on this node: its configuration system is not registered'
}

@{
    pools = @(foreach ($pool in $pools) { Get-Pool $pool })
    sites = @(foreach ($site in $manager.get_Sites()) {
        @{
            name         = [string] $site.get_Name()
            applications = @(foreach ($application in $site.get_Applications()) { Get-Application $application })
        }
    })
}
