# state.process_activation: which passwords are stored, where, and which of them the domain takes. None is there itself,
# only what proves that two are the same ("sha256:..."), which is stored in its location.
#   accounts   [{name, password}]           what the domain takes
#   passwords  [{pool, account, password}]  what applicationHost.config has
# state.configuration: its copies, made by a payload, the oldest first; each has passwords as above.

$iisCopies = 'ProgramData/nlb.kerberos/configuration'

function Enter-process_activation($Concern) {
    $file = [xml] [IO.File]::ReadAllText("$Root/$iisHost")
    foreach ($stored in $Concern.passwords) {
        $model = $file.SelectSingleNode("//applicationPools/add[@name='$($stored.pool)']/processModel[@identityType='SpecificUser']")
        if ($model) { $model.SetAttribute('password', $stored.password) }
    }
    Write-DriveFile $iisHost $file.OuterXml
    $shared = $State.iis.shared_configuration
    if ($shared.enabled) { Write-DriveFile "$(Get-SharePath $shared.path)/applicationHost.config" $file.OuterXml }
    $script:iisBefore = [IO.File]::ReadAllText("$Root/$iisHost")
}

function Enter-configuration($Concern) {
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
            $file.SelectSingleNode("//add[@name='$($one.pool)']/processModel").SetAttribute('password', $one.password)
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
    $Concern.copies = @(foreach ($file in Get-DriveFile $iisCopies '*.config') {
        , @(Get-StoredPassword ([Microsoft.Web.Administration.ServerManager]::new($true, "C:\$iisCopies\$($file.Name)")))
    })
}

function Get-StoredPassword($Manager) {
    foreach ($pool in $Manager.get_ApplicationPools()) {
        $model = $pool.get_ProcessModel()
        if ("$($model.get_IdentityType())" -ne 'SpecificUser' -or -not $model.get_Password()) { continue }
        [ordered]@{
            pool = $pool.get_Name(); account = $model.get_UserName()
            password = [NlbKerberos.Lab.IisRuntime]::Token($model.get_Password())
        }
    }
}

function Show-cimv2.Win32_Process($Filter) {
    if (-not $Filter) { return Show-Listener }
    if ($Filter -ne "Name = 'w3wp.exe'") { throw "not emulated: Win32_Process with the filter $Filter" }
    foreach ($pool in [NlbKerberos.Lab.IisRuntime]::Processes.Keys) {
        foreach ($one in [NlbKerberos.Lab.IisRuntime]::Processes[$pool]) {
            [pscustomobject]@{
                PSTypeName   = 'Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_Process'
                Name         = 'w3wp.exe'
                ProcessId    = [uint32] $one.Key
                CreationDate = [DateTime]::ParseExact($one.Value, 'yyyy-MM-dd HH:mm:ss', [cultureinfo]::InvariantCulture, 'AssumeUniversal')
            }
        }
    }
}

# Only what the Windows Process Activation Service has logged during this job.
function Get-WinEvent {
    $filter = $FilterHashtable[0]
    if ($filter.LogName -ne 'System' -or $filter.ProviderName -ne 'Microsoft-Windows-WAS') { throw 'not emulated: other events' }
    $found = @(foreach ($one in [NlbKerberos.Lab.IisRuntime]::Events) {
        if ($filter.Id -notcontains $one.Id -or $one.Time -lt $filter.StartTime) { continue }
        [pscustomobject]@{
            PSTypeName  = 'System.Diagnostics.Eventing.Reader.EventLogRecord'
            Id          = [int] $one.Id
            TimeCreated = $one.Time
            Message     = $one.Message
            Properties  = @([pscustomobject]@{ Value = $one.Pool })
        }
    })
    if ($found.Count) { return $found }
    $reason = [Exception]::new('No events were found that match the specified selection criteria.')
    $record = [Management.Automation.ErrorRecord]::new($reason, 'NoMatchingEventsFound', 'ObjectNotFound', $null)
    $PSCmdlet.WriteError($record)
}

# Long pauses are cut short in the lab; shorter ones are as long as asked for.
function Start-Sleep {
    if ($Seconds) { Microsoft.PowerShell.Utility\Start-Sleep -Milliseconds 20 }
    else { Microsoft.PowerShell.Utility\Start-Sleep -Milliseconds $Milliseconds }
}
