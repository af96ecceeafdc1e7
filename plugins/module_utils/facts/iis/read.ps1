# The sites of IIS on this node, their physical paths, and the identities of their pools: the effective values.
# data: {"pools": [{name, identity_type, user_name, logon_type, manual_group_membership, state, auto_start, has_password,
#                   worker_processes: [{id, started, logged_on, problem}]}],
#        "unread": [{pool, problem}], "unfinished": [pool], "failures": [{pool, id: of an event}],
#        "manual_sites": [those whose serverAutoStart is off],
#        "sites": [{name, state, bindings: [{protocol, information}],
#                   applications: [{path, pool, virtual_directories: [{path, physical_path, user_name}]}]}],
#        "written": when applicationHost.config of this node was, "services": [{name, state, start}], "shared_configuration": {enabled, path},
#        "time": by the clock of this node}
# Paths are expanded with this node's variables. Empty names: the account follows from the pool's type, or pass-through.
# has_password: whether IIS has one for a SpecificUser that this node can decrypt; it never leaves the node.
# Times are UTC. state: Unknown where it could not be read; unread has the reason, for pools. logged_on: of the process' logon
# session, which may be older than the process; null where it could not be read. services: those that are installed.
# failures: of stopped pools with an account, what the activation service has logged since applicationHost.config was last written.
# unfinished: writing the same identity again was interrupted, which leaves the name beside a built-in identity.
# Getters are called as methods: an exception in a property read becomes $null, and an unreadable file "no pools".
param($Arguments, $Secrets)

#uses facts/iis/wait.ps1
#uses node/own_folder.ps1
#uses facts/iis/unfinished.ps1
# By its full path: IIS Express puts one of the same name into the global assembly cache, with another configuration.
#uses facts/iis/library.ps1

function Format-Time($Time) {
    if ($Time) { $Time.ToUniversalTime().ToString('yyyy-MM-dd HH:mm:ss', [Globalization.CultureInfo]::InvariantCulture) }
}

# An attribute of a later version of IIS is read only where the schema has it.
function Get-Setting($Element, $Name, $Before) {
    foreach ($attribute in $Element.get_Schema().get_AttributeSchemas()) {
        if ($attribute.get_Name() -eq $Name) { return $Element.GetAttributeValue($Name) }
    }
    $Before
}

# The service is stopped, does not know the site yet, or cannot say: that is unknown of this site alone.
function Get-State($Site) {
    try { Wait-Answer { [string] $Site.get_State() } 5 } catch { 'Unknown' }
}

# A worker process keeps the logon session, and with it the password, that its pool got at its first logon.
function Get-WorkerProcess($Process) {
    $found = @{ id = [int] $Process.ProcessId; started = Format-Time $Process.CreationDate; logged_on = $null; problem = '' }
    try {
        foreach ($session in Get-CimAssociatedInstance -InputObject $Process -ResultClassName Win32_LogonSession) {
            $found.logged_on = Format-Time $session.StartTime
        }
        if (-not $found.logged_on) { $found.problem = 'Windows shows no logon session of it' }
    }
    catch { $found.problem = [string] $_.Exception.GetBaseException().Message }
    $found
}

# A process that has ended meanwhile is left out.
function Get-WorkerProcesses($Pool) {
    foreach ($process in $Pool.get_WorkerProcesses()) {
        $id = [int] $process.get_ProcessId()
        if ($running.ContainsKey($id)) { $running[$id] }
    }
}

function Get-Running($Pool) {
    try {
        $state = Wait-Answer { [string] $Pool.get_State() } 5
        @{ state = $state; worker_processes = @(Wait-Answer { Get-WorkerProcesses $Pool } 5) }
    }
    catch {
        $unread[[string] $Pool.get_Name()] = [string] $_.Exception.GetBaseException().Message
        @{ state = 'Unknown'; worker_processes = @() }
    }
}

function Get-Pool($Pool) {
    $model = $Pool.get_ProcessModel()
    @{
        name                    = [string] $Pool.get_Name()
        identity_type           = [string] $model.get_IdentityType()
        user_name               = [string] $model.get_UserName()
        logon_type              = ('LogonBatch', 'LogonService')[[int] (Get-Setting $model logonType 0)]
        manual_group_membership = [bool] (Get-Setting $model manualGroupMembership $false)
        auto_start              = [bool] $Pool.get_AutoStart()
        # A password that another computer encrypted is read as an empty text.
        has_password            = [string] $model.get_IdentityType() -eq 'SpecificUser' -and [bool] $model.get_Password()
    } + (Get-Running $Pool)
}

# When applicationHost.config was last written: no identity in it is younger.
function Get-Written {
    (Get-Item -LiteralPath (Join-Path -Path $env:SystemRoot -ChildPath 'System32\inetsrv\config\applicationHost.config')).LastWriteTime
}

# A pool whose logon failed (5021, 5057) or whose worker process did (5002, 5059). Where the event log cannot be read, nothing is
# known of it. Every change of an identity writes the file anew.
function Get-Failures($Pools) {
    $down = @(foreach ($pool in $Pools) { if ($pool.state -eq 'Stopped' -and $pool.identity_type -eq 'SpecificUser') { $pool.name } })
    if (-not $down.Count) { return }
    try {
        $since = Get-Written
        $filter = @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-WAS'; Id = 5002, 5021, 5057, 5059; StartTime = $since }
        $events = @(Get-WinEvent -FilterHashtable $filter -MaxEvents 200)
    }
    catch { return }
    foreach ($name in $down) {
        $ids = @(foreach ($event in $events) { if ([string] $event.Properties[0].Value -eq $name) { [int] $event.Id } })
        foreach ($id in $ids | Sort-Object -Unique) { @{ pool = $name; id = $id } }
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
catch { Stop-Unregistered $_ }

$running = @{}
foreach ($process in Get-CimInstance -ClassName Win32_Process -Filter "Name = 'w3wp.exe'") {
    $running[[int] $process.ProcessId] = Get-WorkerProcess $process
}
$unread = @{}
$redirection = $manager.GetRedirectionConfiguration().GetSection('configurationRedirection')

$shown = @(foreach ($pool in $pools) { Get-Pool $pool })
$written = $null
try { $written = Format-Time (Get-Written) } catch { $written = $null }

@{
    pools = $shown
    unread = @(foreach ($name in $unread.Keys | Sort-Object) { @{ pool = $name; problem = $unread[$name] } })
    unfinished = @(foreach ($pool in $pools) { if (Test-Unfinished $pool) { [string] $pool.get_Name() } })
    failures = @(Get-Failures $shown)
    manual_sites = @(foreach ($site in $manager.get_Sites()) { if (-not [bool] $site.get_ServerAutoStart()) { [string] $site.get_Name() } })
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
    # What runs IIS: without them no site answers, whatever the configuration says.
    services = @(foreach ($service in Get-Service -Name W3SVC, WAS -ErrorAction Ignore) {
        @{ name = [string] $service.Name; state = [string] $service.Status; start = [string] $service.StartType }
    })
    written = $written
    time = Format-Time (Get-CimInstance -ClassName Win32_OperatingSystem).LocalDateTime
    shared_configuration = @{
        enabled = [bool] $redirection.GetAttributeValue('enabled')
        path    = [string] $redirection.GetAttributeValue('path')
    }
}
