# state.process_activation: which passwords are stored, where, and which of them the domain takes. None is there itself,
# only what proves that two are the same ("sha256:..."), which is stored in its location.
#   accounts   [{name, password}]           what the domain takes
#   passwords  [{pool, account, password}]  what applicationHost.config has
#   unreadable [pool]                       pools whose state cannot be read
# state.configuration: its copies, made by a payload, the oldest first; each has passwords as above; and unfinished
# [{pool, account}], whose identity a payload is writing away and back.

$iisCopies = 'ProgramData/nlb.kerberos/configuration'
$iisUnfinished = "$iisCopies/unfinished.json"

# A name may have an apostrophe in it, which ends a text of XPath.
function Get-PoolModel([xml] $File, [string] $Name) {
    foreach ($pool in $File.SelectNodes('//applicationPools/add')) {
        if ($pool.GetAttribute('name') -eq $Name) { return $pool.SelectSingleNode('processModel') }
    }
}

function Enter-process_activation($Concern) {
    $file = [xml] [IO.File]::ReadAllText("$Root/$iisHost")
    foreach ($stored in $Concern.passwords) {
        $model = Get-PoolModel $file $stored.pool
        if ($model) { $model.SetAttribute('password', $stored.password) }
    }
    Write-DriveFile $iisHost $file.OuterXml
    $shared = $State.iis.shared_configuration
    if ($shared.enabled) { Write-DriveFile "$(Get-SharePath $shared.path)/applicationHost.config" $file.OuterXml }
    $script:iisBefore = [IO.File]::ReadAllText("$Root/$iisHost")
    Set-WriteTime
}

# The last of those that make the file sets the time. A stored password that is not the one that the domain takes was set before
# that was changed.
function Set-WriteTime {
    $time = Get-WriteTime ($State.Contains('process_activation') ? $State.process_activation : @{ passwords = @(); accounts = @() })
    [IO.File]::SetLastWriteTimeUtc("$Root/$iisHost", $time)
    $script:iisWritten = [IO.File]::GetLastWriteTime("$Root/$iisHost")
}

function Get-WriteTime($Concern) {
    foreach ($stored in $Concern.passwords | Where-Object { $_.password -like 'sha256:*' }) {
        $taken = @($Concern.accounts | Where-Object { $_.name -eq $stored.account })
        if ($taken.Count -and $taken[0].password -cne $stored.password) { return [DateTime]::new(2025, 12, 20, 9, 0, 0, [DateTimeKind]::Utc) }
    }
    [NlbKerberos.Lab.IisServer]::Written
}

function Enter-configuration($Concern) {
    if ($Concern.unfinished.Count) { Write-DriveFile $iisUnfinished (ConvertTo-Json -InputObject @($Concern.unfinished)) }
    $number = 0
    foreach ($copy in $Concern.copies) {
        $number++
        $pools = foreach ($one in $copy) {
            @{
                name = $one.pool; identity_type = 'SpecificUser'; user_name = $one.account
                logon_type = 'LogonBatch'; manual_group_membership = $false; auto_start = $true
            }
        }
        $file = [xml] $iisTemplate
        foreach ($pool in $pools) { Add-IisPool $file.SelectSingleNode('//applicationPools') $pool }
        foreach ($one in $copy) {
            (Get-PoolModel $file $one.pool).SetAttribute('password', $one.password)
        }
        Write-DriveFile ("$iisCopies/20260101T00{0:d4}.config" -f $number) $file.OuterXml
    }
}

function Exit-process_activation($Concern) {
    [NlbKerberos.Lab.IisServer]::Loaded = $true
    [NlbKerberos.Lab.IisServer]::Denied = $false
    $Concern.passwords = @(Get-StoredPassword ([Microsoft.Web.Administration.ServerManager]::new()))
}

function Exit-configuration($Concern) {
    [NlbKerberos.Lab.IisServer]::Loaded = $true
    [NlbKerberos.Lab.IisServer]::Denied = $false
    $Concern.unfinished = @(foreach ($one in Read-DriveJson $iisUnfinished) { [ordered]@{ pool = $one.pool; account = $one.account } })
    $Concern.copies = @(foreach ($file in Get-DriveFile $iisCopies '*.config') {
        , @(Get-StoredPassword ([Microsoft.Web.Administration.ServerManager]::new($true, "C:\$iisCopies\$($file.Name)")))
    })
}

function Read-DriveJson([string] $Path) {
    if ([IO.File]::Exists("$Root/$Path")) { ConvertFrom-Json -InputObject ([IO.File]::ReadAllText("$Root/$Path")) | ForEach-Object { $_ } }
}

function Get-StoredPassword($Manager) {
    foreach ($pool in $Manager.get_ApplicationPools()) {
        $model = $pool.get_ProcessModel()
        if (-not $model.get_Password()) { continue }
        [ordered]@{
            pool = $pool.get_Name(); account = $model.get_UserName()
            password = [NlbKerberos.Lab.Logons]::Token($model.get_Password())
        }
    }
}

function Show-cimv2.Win32_Process($Filter) {
    if (-not $Filter) { return Show-Listener }
    if ($Filter -ne "Name = 'w3wp.exe'") { throw "not emulated: Win32_Process with the filter $Filter" }
    foreach ($one in [NlbKerberos.Lab.WorkerProcesses]::All) {
        [pscustomobject]@{
            PSTypeName   = 'Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_Process'
            Name         = 'w3wp.exe'
            ProcessId    = [uint32] $one.Id
            CreationDate = ConvertTo-LocalTime $one.Started
        }
    }
}

function Invoke-CimMethod {
    if ($InputObject.Name -ne 'w3wp.exe' -or $MethodName -ne 'GetOwnerSid') { throw 'not emulated: other methods' }
    $one = [NlbKerberos.Lab.WorkerProcesses]::Find($InputObject.ProcessId)
    [pscustomobject]@{ ReturnValue = [uint32] 0; Sid = [NlbKerberos.Lab.Logons]::OwnerSid($one.Pool) }
}

function Exit-logons($Concern) {
    $refused = [NlbKerberos.Lab.Logons]::Refused
    $Concern.failed = @($Concern.failed) + @([NlbKerberos.Lab.Logons]::Failed)
    $Concern.refused = @(foreach ($pool in $State.iis.pools) { if ($refused -contains $pool.name) { $pool.name } })
}

# The session of a worker process is the one that its pool got at its first logon; null: Windows shows none.
function Get-CimAssociatedInstance {
    if ($InputObject.Name -ne 'w3wp.exe' -or $ResultClassName -ne 'Win32_LogonSession') { throw 'not emulated: other associations' }
    $one = [NlbKerberos.Lab.WorkerProcesses]::Find($InputObject.ProcessId)
    if (-not $one.Session.Began) { return }
    [pscustomobject]@{
        PSTypeName = 'Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_LogonSession'
        LogonId    = [string] $one.Session.Id
        StartTime  = ConvertTo-LocalTime $one.Session.Began
    }
}

function ConvertTo-LocalTime([string] $Text) {
    [DateTime]::ParseExact($Text, 'yyyy-MM-dd HH:mm:ss', [cultureinfo]::InvariantCulture, 'AssumeUniversal')
}

# An absent service would be an error. AppHostSvc, which no state has, comes with IIS.
function Get-Service {
    if ($Name -contains 'AppHostSvc') { [pscustomobject]@{ Name = 'AppHostSvc'; Status = 'Running'; StartType = 'Automatic' } }
    foreach ($one in $State.iis.services | Where-Object { $Name -contains $_.name }) {
        [pscustomobject]@{ Name = $one.name; Status = $one.state; StartType = $one.start }
    }
}

# Only what the Windows Process Activation Service has logged during this job, the newest first, and before it the logons that it
# remembers as failed: since the configuration was written. The DNS client logs nothing. Others as state.events has them.
function Get-WinEvent {
    $filter = $FilterHashtable[0]
    if ($filter.LogName -eq 'System' -and $filter.ProviderName -eq 'Microsoft-Windows-NLB') { return Select-NlbEvent $filter $MaxEvents $PSCmdlet }
    $known = 'Microsoft-Windows-WAS', 'Microsoft-Windows-DNS-Client', 'Microsoft-Windows-Security-Kerberos', 'Microsoft-Windows-Kerberos-Key-Distribution-Center', 'NETLOGON', 'LsaSrv'
    if ($filter.LogName -ne 'System' -or $known -notcontains $filter.ProviderName) { throw 'not emulated: other events' }
    $refused = @(if ($State.Contains('logons')) { $State['logons']['refused'] })  # a client has no pools
    $events = @(foreach ($pool in $refused) {
        @{ Id = 5021; Pool = $pool; Message = "The identity of application pool $pool is invalid."; Time = $iisWritten }
    }) + @([NlbKerberos.Lab.IisRuntime]::Events)
    $found = @(foreach ($one in $events) {
        if ($filter.ProviderName -ne $known[0]) { break }
        if ($filter.ContainsKey('Id') -and $filter.Id -notcontains $one.Id) { continue }
        if ($filter.ContainsKey('StartTime') -and $one.Time -lt $filter.StartTime) { continue }
        [pscustomobject]@{
            PSTypeName  = 'System.Diagnostics.Eventing.Reader.EventLogRecord'
            Id          = [int] $one.Id
            TimeCreated = $one.Time
            Message     = $one.Message
            Properties  = @([pscustomobject]@{ Value = $one.Pool })
        }
    })
    [array]::Reverse($found)
    # StartTime and Id together are how an audit asks for what has happened.
    if ($filter.ContainsKey('StartTime') -and $filter.ContainsKey('Id')) { $found += @(Show-Event $filter | Sort-Object -Property TimeCreated -Descending) }
    if ($MaxEvents) { $found = @($found | Select-Object -First $MaxEvents) }
    if ($found.Count) { return $found }
    $reason = [Exception]::new('No events were found that match the specified selection criteria.')
    $record = [Management.Automation.ErrorRecord]::new($reason, 'NoMatchingEventsFound', 'ObjectNotFound', $null)
    $PSCmdlet.WriteError($record)
}

# Long pauses are cut short in the lab, shorter ones are as long as asked for; for IIS, both pass.
function Start-Sleep {
    [NlbKerberos.Lab.IisRuntime]::Pass($Seconds + $Milliseconds / 1000)
    if ($Seconds) { Microsoft.PowerShell.Utility\Start-Sleep -Milliseconds 20 }
    else { Microsoft.PowerShell.Utility\Start-Sleep -Milliseconds $Milliseconds }
}
