# state.iis as applicationHost.config, which the classes for Microsoft.Web.Administration read and write.
# Without state.iis nothing of it is there: a node without IIS.
# What state.iis cannot express stands in state.iis_configuration, where there is one, with any of these:
#   files    path from C:\ -> text, instead of what was made, or null for a file that is gone; read back as text
#   rivals   so many commits find that another administrator committed first
#   rival    what those change, if anything: replaced, by (texts of the file), late (right after a commit, not before)
#   denied   whether the account may not read the configuration
#   stopped  whether the Windows Process Activation Service does not run, which knows the state of pools

$iisConfig = 'Windows/System32/inetsrv/config'
$iisHost = "$iisConfig/applicationHost.config"
[NlbKerberos.Lab.IisServer]::Reset($Root)
[NlbKerberos.Lab.IisRuntime]::Reset($State)

# Attributes with the default value are left out, as an administrator's tools leave them out.
function Set-XmlAttribute($Element, $Attributes, $Defaults = @{}) {
    foreach ($name in $Attributes.Keys) {
        if ("$($Attributes[$name])" -cne "$($Defaults[$name])") { $Element.SetAttribute($name, $Attributes[$name]) }
    }
}

function Add-XmlElement($Parent, [string] $Name, $Attributes, $Defaults = @{}) {
    $element = $Parent.OwnerDocument.CreateElement($Name)
    Set-XmlAttribute $element $Attributes $Defaults
    # Entries stand before the default elements.
    $before = $Parent.SelectSingleNode('*[contains(local-name(), "Defaults")]')
    if ($before) { $Parent.InsertBefore($element, $before) } else { $Parent.AppendChild($element) }
}

function Add-IisPool($Pools, $Pool) {
    $attributes = [ordered]@{ name = $Pool.name; autoStart = "$($Pool.auto_start)".ToLower() }
    $added = Add-XmlElement $Pools add $attributes @{ autoStart = 'true' }
    $model = $added.OwnerDocument.CreateElement('processModel')
    Set-XmlAttribute $model ([ordered]@{
        identityType = $Pool.identity_type; userName = $Pool.user_name; logonType = $Pool.logon_type
        manualGroupMembership = "$($Pool.manual_group_membership)".ToLower()
    }) @{
        identityType = 'ApplicationPoolIdentity'; userName = ''
        logonType = 'LogonBatch'; manualGroupMembership = 'false'
    }
    if ($model.HasAttributes) { $null = $added.AppendChild($model) }
}

function Add-IisSite($Sites, $Site, [int] $Id) {
    $attributes = [ordered]@{ name = $Site.name; id = $Id; serverAutoStart = "$($State.iis['manual_sites'] -notcontains $Site.name)".ToLower() }
    $added = Add-XmlElement $Sites site $attributes @{ serverAutoStart = 'true' }
    $bindings = Add-XmlElement $added bindings @{}
    foreach ($binding in $Site.bindings) {
        $attributes = [ordered]@{ protocol = $binding.protocol; bindingInformation = $binding.information }
        $null = Add-XmlElement $bindings binding $attributes
    }
    foreach ($application in $Site.applications) {
        $attributes = [ordered]@{ path = $application.path; applicationPool = $application.pool }
        $inner = Add-XmlElement $added application $attributes @{ applicationPool = 'DefaultAppPool' }
        foreach ($directory in $application.virtual_directories) {
            # As setup writes it; all others write the drive.
            $folder = $directory.physical_path -replace '^C:(?=\\inetpub\\wwwroot$)', '%SystemDrive%'
            $attributes = [ordered]@{ path = $directory.path; physicalPath = $folder; userName = $directory.user_name }
            $null = Add-XmlElement $inner virtualDirectory $attributes @{ userName = '' }
        }
    }
}

function Get-SharePath([string] $Path) { 'UNC/' + $Path.TrimStart('\').Replace('\', '/') }

function Enter-iis($Concern) {
    $file = [xml] $iisTemplate
    foreach ($pool in $Concern.pools) { Add-IisPool $file.SelectSingleNode('//applicationPools') $pool }
    $id = 0
    foreach ($site in $Concern.sites) { $id++; Add-IisSite $file.SelectSingleNode('//sites') $site $id }
    Write-DriveFile $iisHost $file.OuterXml
    $redirection = [xml] $iisRedirection
    if ($Concern.shared_configuration.enabled) {
        Set-XmlAttribute $redirection.SelectSingleNode('/configuration/configurationRedirection') ([ordered]@{
            enabled = 'true'; path = $Concern.shared_configuration.path
        })
        Write-DriveFile "$(Get-SharePath $Concern.shared_configuration.path)/applicationHost.config" $file.OuterXml
    }
    Write-DriveFile "$iisConfig/redirection.config" $redirection.OuterXml
    Write-DriveFile "$iisConfig/schema/IIS_schema.xml" $iisSchema
    Write-DriveFile 'Windows/System32/inetsrv/Microsoft.Web.Administration.dll' ''
    Write-DriveFile 'Windows/System32/inetsrv/nativerd.dll' ''
    [NlbKerberos.Lab.IisServer]::MachineKey = $State.computer.name
    $script:iisBefore = [IO.File]::ReadAllText("$Root/$iisHost")
    Set-WriteTime
    if ($State.Contains('iis_configuration')) { Enter-IisConfiguration $State.iis_configuration }
}

function Enter-IisConfiguration($Further) {
    $files = $Further['files']
    foreach ($path in $(if ($files) { $files.Keys })) {
        if ($null -ne $files[$path]) { Write-DriveFile $path $files[$path] } else { [IO.File]::Delete("$Root/$path") }
    }
    [NlbKerberos.Lab.IisServer]::Rivals = $Further['rivals']
    $rival = $Further['rival']
    if ($rival) {
        [NlbKerberos.Lab.IisServer]::Replaced, [NlbKerberos.Lab.IisServer]::By = $rival['replaced'], $rival['by']
        [NlbKerberos.Lab.IisServer]::Late = $rival['late']
    }
    [NlbKerberos.Lab.IisServer]::Denied = $Further['denied']
    [NlbKerberos.Lab.IisServer]::Stopped = $Further['stopped']
}

# Whether applicationHost.config is among the files: the state has it as text, and only so.
function Exit-IisConfiguration($Further) {
    if ($Further['rivals']) { $Further['rivals'] = [NlbKerberos.Lab.IisServer]::Rivals }
    [NlbKerberos.Lab.IisServer]::Denied = $false
    $files = $Further['files']
    foreach ($path in @(if ($files) { $files.Keys })) {
        $text = $(if ([IO.File]::Exists("$Root/$path")) { [IO.File]::ReadAllText("$Root/$path") } else { $null })
        $files[$path] = $text
    }
    $files -and $files.Contains($iisHost)
}

# Only what the state holds comes back to it: passwords and further settings live as long as the job.
function Exit-iis($Concern) {
    if ($State.Contains('iis_configuration') -and (Exit-IisConfiguration $State.iis_configuration)) { return }
    [NlbKerberos.Lab.IisServer]::Loaded = $true
    [NlbKerberos.Lab.IisServer]::Stopped = $false
    [NlbKerberos.Lab.IisRuntime]::Pass(1000000)
    if ([IO.File]::ReadAllText("$Root/$iisHost") -ceq $iisBefore) { Set-IisRuntime $Concern; return }
    $manager = [Microsoft.Web.Administration.ServerManager]::new()
    $Concern.pools = @(foreach ($pool in $manager.get_ApplicationPools()) { Get-IisPool $pool })
    $Concern.sites = @(foreach ($site in $manager.get_Sites()) { Get-IisSite $site })
}

function Get-IisPool($Pool) {
    $model = $Pool.get_ProcessModel()
    [ordered]@{
        name = $Pool.get_Name(); identity_type = "$($model.get_IdentityType())"; user_name = $model.get_UserName()
        logon_type = ('LogonBatch', 'LogonService')[$model.GetAttributeValue('logonType')]
        manual_group_membership = $model.GetAttributeValue('manualGroupMembership')
        state = [NlbKerberos.Lab.IisRuntime]::Settled([NlbKerberos.Lab.IisRuntime]::Pools, $Pool.get_Name()); auto_start = $Pool.get_AutoStart()
        worker_processes = @(Get-IisProcess $Pool.get_Name())
    }
}

function Get-IisProcess([string] $Pool) { [NlbKerberos.Lab.WorkerProcesses]::Left($Pool) }

# What runs is in no file.
function Set-IisRuntime($Concern) {
    foreach ($pool in $Concern.pools) {
        $pool.state = [NlbKerberos.Lab.IisRuntime]::Settled([NlbKerberos.Lab.IisRuntime]::Pools, $pool.name)
        $pool.worker_processes = @(Get-IisProcess $pool.name)
    }
    foreach ($site in $Concern.sites) { $site.state = [NlbKerberos.Lab.IisRuntime]::Settled([NlbKerberos.Lab.IisRuntime]::Sites, $site.name) }
}

function Get-IisSite($Site) {
    [ordered]@{
        name = $Site.get_Name()
        state = [NlbKerberos.Lab.IisRuntime]::Settled([NlbKerberos.Lab.IisRuntime]::Sites, $Site.get_Name())
        bindings = @(foreach ($binding in $Site.get_Bindings()) {
            [ordered]@{ protocol = $binding['protocol']; information = $binding['bindingInformation'] }
        })
        applications = @(foreach ($application in $Site.get_Applications()) {
            [ordered]@{
                path = $application.get_Path(); pool = $application.get_ApplicationPoolName()
                virtual_directories = @(foreach ($directory in $application.get_VirtualDirectories()) {
                    [ordered]@{
                        path = $directory.get_Path()
                        physical_path = [Environment]::ExpandEnvironmentVariables($directory.get_PhysicalPath())
                        user_name = $directory.get_UserName()
                    }
                })
            }
        })
    }
}

# The library is compiled in; what can be added is its file, by its full path, where IIS is installed.
function Add-Type {
    $library = 'C:\Windows\System32\inetsrv\Microsoft.Web.Administration.dll'
    if (@($Path).Count -ne 1 -or $Path[0] -ne $library) { throw "not emulated: Add-Type of anything but $library" }
    if (-not (Test-Path -LiteralPath $library)) {
        $text = "Cannot find path '$library' because it does not exist."
        $reason = [Management.Automation.ItemNotFoundException]::new($text)
        $record = [Management.Automation.ErrorRecord]::new($reason, 'PathNotFound', 'ObjectNotFound', $library)
        $PSCmdlet.ThrowTerminatingError($record)
    }
    [NlbKerberos.Lab.IisServer]::Loaded = $true
}
