# The sites of IIS on this node, their physical paths, and the identities of their pools: the effective values.
# data: {"pools": [{name, identity_type, user_name, logon_type, manual_group_membership, state, auto_start, has_password,
#                   worker_processes: [{id, started}]}],
#        "sites": [{name, state, bindings: [{protocol, information}],
#                   applications: [{path, pool, virtual_directories: [{path, physical_path, user_name}]}]}],
#        "shared_configuration": {enabled, path}}
# Paths are expanded with this node's variables. Empty names: the account follows from the pool's type, or pass-through.
# has_password: whether IIS has one for a SpecificUser that this node can decrypt; it never leaves the node.
# Times are UTC. state: Unknown where the Windows Process Activation Service does not report it.
# Getters are called as methods: an exception in a property read becomes $null, and an unreadable file "no pools".
param($Arguments, $Secrets)

# By its full path: IIS Express puts one of the same name into the global assembly cache, with another configuration.
#uses facts/iis/library.ps1

# An attribute of a later version of IIS is read only where the schema has it.
function Get-Setting($Element, $Name, $Before) {
    foreach ($attribute in $Element.get_Schema().get_AttributeSchemas()) {
        if ($attribute.get_Name() -eq $Name) { return $Element.GetAttributeValue($Name) }
    }
    $Before
}

function Get-State($Object) {
    try { [string] $Object.get_State() }
    catch {
        # The service is stopped, or does not know it yet.
        if ($_.Exception.GetBaseException() -isnot [Runtime.InteropServices.COMException]) { throw }
        'Unknown'
    }
}

# A process that has ended meanwhile is left out.
function Get-WorkerProcess($Pool) {
    foreach ($process in $Pool.get_WorkerProcesses()) {
        $id = [int] $process.get_ProcessId()
        if ($started.ContainsKey($id)) { @{ id = $id; started = $started[$id] } }
    }
}

function Get-Pool($Pool) {
    $model = $Pool.get_ProcessModel()
    $state = Get-State $Pool
    @{
        name                    = [string] $Pool.get_Name()
        identity_type           = [string] $model.get_IdentityType()
        user_name               = [string] $model.get_UserName()
        logon_type              = ('LogonBatch', 'LogonService')[[int] (Get-Setting $model logonType 0)]
        manual_group_membership = [bool] (Get-Setting $model manualGroupMembership $false)
        state                   = $state
        auto_start              = [bool] $Pool.get_AutoStart()
        # A password that another computer encrypted is read as an empty text.
        has_password            = [string] $model.get_IdentityType() -eq 'SpecificUser' -and [bool] $model.get_Password()
        worker_processes        = @(if ($state -ne 'Unknown') { Get-WorkerProcess $Pool })
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
    # Class not registered: IIS was removed and left the library, or only its tools were installed.
    if ($_.Exception.GetBaseException().HResult -ne 0x80040154) { throw }
    throw 'IIS is not installed on this node: its configuration system is not registered'
}

$started = @{}
foreach ($process in Get-CimInstance -ClassName Win32_Process -Filter "Name = 'w3wp.exe'") {
    $time = $process.CreationDate.ToUniversalTime()
    $started[[int] $process.ProcessId] = $time.ToString('yyyy-MM-dd HH:mm:ss', [Globalization.CultureInfo]::InvariantCulture)
}
$redirection = $manager.GetRedirectionConfiguration().GetSection('configurationRedirection')

@{
    pools = @(foreach ($pool in $pools) { Get-Pool $pool })
    sites = @(foreach ($site in $manager.get_Sites()) {
        @{
            name         = [string] $site.get_Name()
            state        = Get-State $site
            bindings     = @(foreach ($binding in $site.get_Bindings()) {
                @{
                    protocol    = [string] $binding.GetAttributeValue('protocol')
                    information = [string] $binding.GetAttributeValue('bindingInformation')
                }
            })
            applications = @(foreach ($application in $site.get_Applications()) { Get-Application $application })
        }
    })
    shared_configuration = @{
        enabled = [bool] $redirection.GetAttributeValue('enabled')
        path    = [string] $redirection.GetAttributeValue('path')
    }
}
